"""What stands in the blanks of a saved reply. A fixed list of words: no template language."""

import re
from collections.abc import Mapping

BLANKS = ("first_name", "name", "score", "brand", "colleague")
_BLANK = re.compile(r"\{([^{}]*)\}")


def unknown_blanks(text: str) -> list[str]:
    """The blanks nobody can fill, in the order of the text."""
    return [word for word in dict.fromkeys(_BLANK.findall(text)) if word not in BLANKS]


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its blanks filled; spaces and commas left behind by an empty one are taken away."""
    filled = _BLANK.sub(lambda match: values.get(match.group(1), match.group(0)), text)
    return re.sub(r"[ \t]+([,.:!?])", r"\1", filled)
