"""How many SMS a text takes. Each is paid for, and a phone may show the parts of a long one in disorder.

Signs of the GSM alphabet take 7 bits: 160 in one message, 153 in each of several. One sign outside of it, such
as á, í, ó, ú or a curly quote, makes the whole text UCS-2: 70, then 67.
"""

import unicodedata
from dataclasses import dataclass

import smsutil
from smsutil.codecs import GSM_CHARSET

GSM, UCS2 = "GSM-7", "UCS-2"
WARN_ABOVE = 1
MOST = 3
# What unicodedata cannot take apart into a letter and an accent.
_PLAIN = str.maketrans({
    "‘": "'", "’": "'", "‚": ",", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‑": "-",
    "−": "-", "…": "...", "•": "-", "·": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "ł": "l", "Ł": "L",
    "đ": "d", "Đ": "D", "œ": "oe", "Œ": "OE", "ª": "a", "º": "o", "´": "'", "`": "'", "\t": " ",
})  # fmt: skip


@dataclass(frozen=True)
class Length:
    """`room`: how many more signs fit into the last message. `special`: the signs that make it UCS-2."""

    segments: int
    signs: int
    alphabet: str
    room: int
    special: str = ""


def measure(text: str) -> Length:
    """Count a text as a phone network would."""
    special = "".join(dict.fromkeys(sign for sign in text if sign not in GSM_CHARSET))
    split = smsutil.split(text)
    parts = max(1, len(split.parts))
    unit = 2 if special else 1
    single, several = (140, 134) if special else (160, 153)
    used = split.parts[-1].bytes if split.parts else 0
    return Length(
        segments=parts,
        signs=len(text),
        alphabet=UCS2 if special else GSM,
        room=((single if parts == 1 else several) - used) // unit,
        special=special,
    )


def without_accents(text: str) -> str:
    """The text in the GSM alphabet where that is possible: á becomes a, ñ and ¿ stay. Emoji are left as they are."""
    return "".join(map(_in_gsm, text.translate(_PLAIN)))


def _in_gsm(sign: str) -> str:
    if sign in GSM_CHARSET:
        return sign
    letter = unicodedata.normalize("NFKD", sign)
    letter = "".join(part for part in letter if not unicodedata.combining(part))
    return letter if letter and all(part in GSM_CHARSET for part in letter) else sign
