"""What somebody searches for in comments, whether it is written with accents and capitals or not."""

import re
from typing import Final

_ALIKE: Final = {
    letter: f"[{letter}{others}{others.upper()}]"
    for letter, others in {
        "a": "áàâãäå",
        "c": "ç",
        "e": "éèêë",
        "i": "íìîï",
        "n": "ñ",
        "o": "óòôõö",
        "u": "úùûü",
        "y": "ýÿ",
    }.items()
}
_BARE: Final = {accented: bare for bare, letters in _ALIKE.items() for accented in letters[2:-1]}
_BETWEEN: Final = "[[:space:][:punct:]]+"


def pattern(text: str) -> str:
    """A regular expression of PostgreSQL for a text: "cafe frio" finds "¡CAFÉ, frío!". To be asked without case."""
    return _BETWEEN.join("".join(_sign(sign) for sign in word) for word in text.split())


def _sign(sign: str) -> str:
    bare = _BARE.get(sign, sign).lower()
    return _ALIKE.get(bare) or re.sub(r"(\W)", r"\\\1", bare)
