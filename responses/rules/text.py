"""A comment as words without accents and capitals, each with its place, punctuation kept as words of its own."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

# A word with an English contraction ("can't"), an emoji, or what ends a sentence or a part of one.
_TOKEN: Final = re.compile(
    r"[^\W_]+(?:['’´`](?:t|s|re|ve|ll|d|m)\b)?|[\U0001F300-\U0001FAFF\u2600-\u27BF]|[.!?;:…\n]+|[,()\u2013\u2014]| - "
)
_LONG: Final = re.compile(r"(.)\1{2,}")
_GOOD: Final = frozenset("👍👌👏🙌😀😃😄😁😊😍🥰😘🤩😋🤗💪💯🎉✨⭐🌟❤💖💕💙💚🧡💛🔥🥳😎🙏✅☺")
_BAD: Final = frozenset("👎😡😠🤬😤😞😢😭😩😫🤮🤢💩🙄😒😑😐😕🙁☹😔😣😖💔🤦🤷😳❌⚠🐌👿😓")
_BARE: Final = str.maketrans({"’": "'", "´": "'", "`": "'", "ß": "ss"})
STOP, PART = ".", ","
PRAISE, BLAME = "emopos", "emoneg"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words as they are compared, and where each stands in the text."""

    words: list[str]
    spans: list[tuple[int, int]]


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """One word without capitals, accents and letters drawn out: "Buenísimooo" is "buenisimo"."""
    if word[0] in _GOOD:
        return PRAISE
    if word[0] in _BAD:
        return BLAME
    if not word[0].isalnum():
        if not word.strip():
            return STOP if "\n" in word else PART
        return (
            STOP if word[0] in ".!?;:…\n" else PART if word.strip() in {",", "(", ")", "–", "—", "-"} else ""
        )
    plain = unicodedata.normalize("NFKD", word.translate(_BARE).lower()).replace("'", "")
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _LONG.sub(r"\1", bare) if not bare.isdigit() else bare


def tokens(text: str) -> Tokens:
    """The words of a text; signs that say nothing are left out."""
    words, spans = [], []
    for found in _TOKEN.finditer(text):
        word = folded(found.group())
        if word:
            words.append(word)
            spans.append(found.span())
    return Tokens(words, spans)


def comparable(text: str) -> str:
    """A text as its words, for telling whether one holds the other."""
    return " ".join(word for word in tokens(text).words if word not in {STOP, PART})
