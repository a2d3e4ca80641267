"""One thing said below the thank-you."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# By question: what is stored, and what is read.
Offered = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class Extra:
    """A choice, a text, or a name with its score: which of them, depends on the question."""

    choice: str = ""
    text: str = ""
    score: int | None = None
