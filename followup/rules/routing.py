"""Which answers somebody takes care of."""

from typing import Final

from responses.maths import scale

# The highest score that opens a case by itself.
UNHAPPY_MAX: Final = scale.DETRACTOR_MAX


def needs_case(score: int, wants_contact: bool | None) -> bool:
    """Whether an answer opens a case: 0 to 6, or any score when the customer asked to be contacted."""
    return score <= UNHAPPY_MAX or wants_contact is True
