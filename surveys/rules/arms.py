"""Two arms of one send, A and B: who gets which is drawn by lot, so that only what differs can explain a difference."""

import hashlib
from enum import StrEnum

A, B = "A", "B"
ARMS = (A, B)
PARTS = 10_000


class Differs(StrEnum):
    SUBJECT = "subject"
    WORDING = "wording"  # another published version of the survey
    INCENTIVE = "incentive"  # something for everybody who answers, whatever the score


def arm_of(person: int, *, seed: int, percent: int) -> str:
    """The arm of a person (their id): of a hundred people about `percent` get B. The same seed draws the same arm.

    Its dice are not those of the sample (surveys/rules/sample.py): both halves of a sample get both arms.
    """
    dice = hashlib.sha256(f"arm:{seed}:{person}".encode()).digest()
    return B if int.from_bytes(dice[:8]) % PARTS < percent * PARTS // 100 else A
