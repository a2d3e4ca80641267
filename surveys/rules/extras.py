"""One thing said below the thank-you."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Extra:
    """A choice, a text, or a name with its score: which of them, depends on the question."""

    choice: str = ""
    text: str = ""
    score: int | None = None
