"""Whether two comments say the same: by the words they share, or by what they mean where that is known."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul
from typing import Final

from responses.rules.text import PART, STOP, tokens

SHARED: Final = 0.6  # of the words two comments have
NEAR: Final = 0.85  # the cosine of what two comments mean


@dataclass(frozen=True)
class Gist:
    """What one comment is compared by."""

    words: frozenset[str]
    vector: Sequence[float] | None = None


def gist_of(text: str, vector: bytes | None = None) -> Gist:
    """`vector`: as it is kept, two bytes a number, of length one."""
    words = frozenset(word for word in tokens(text).words if word not in {STOP, PART})
    return Gist(words, struct.unpack(f"<{len(vector) // 2}e", vector) if vector else None)


def says_the_same(one: Gist, other: Gist) -> bool:
    """Same words in another order, or other words and even another language for the same."""
    both = len(one.words | other.words)
    if both and len(one.words & other.words) / both > SHARED:
        return True
    if one.vector is None or other.vector is None:
        return False
    return sum(map(mul, one.vector, other.vector)) >= NEAR
