"""Who gets an offer: never somebody with an open case, never soon after an answer, never two offers in a row."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

# An offer that followed the answer at once would look like a reward for the score, and teach people to give good ones.
AFTER_ANSWER: Final = timedelta(days=14)
PAUSE: Final = timedelta(days=30)  # between two offers to one person
LEAST_HELD, MOST_HELD = 10, 50
LONGEST_WINDOW = 365


class NotOffered(StrEnum):
    NO_EMAIL = "no_email"
    UNSUBSCRIBED = "unsubscribed"
    COMPLAINED = "complained"
    BOUNCED = "bounced"
    RESTING = "resting"
    NO_EMAIL_CONSENT = "no_email_consent"
    ASKED_LESS = "asked_less"
    OPEN_CASE = "open_case"
    ANSWERED_JUST_NOW = "answered_just_now"
    OFFERED_RECENTLY = "offered_recently"
    HELD_OUT = "held_out"  # of another offer, which would not be comparable any more


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What is known of a person when it is decided."""

    email: str
    email_consent: str
    closed: str | None = None  # why their address must not be written to, if so
    not_before: datetime | None = None
    has_open_case: bool = False
    answered_at: datetime | None = None
    offered_at: datetime | None = None
    held_out_until: datetime | None = None


def reason_not_to_offer(person: Situation, *, now: datetime) -> NotOffered | None:
    """The first reason that applies; None: they take part in the lot."""
    reasons = (
        (not person.email, NotOffered.NO_EMAIL),
        (person.closed is not None, person.closed),
        (person.email_consent == "no", NotOffered.NO_EMAIL_CONSENT),
        (person.not_before is not None and now < person.not_before, NotOffered.ASKED_LESS),
        (person.has_open_case, NotOffered.OPEN_CASE),
        (_within(person.answered_at, AFTER_ANSWER, now), NotOffered.ANSWERED_JUST_NOW),
        (_within(person.offered_at, PAUSE, now), NotOffered.OFFERED_RECENTLY),
        (person.held_out_until is not None and now < person.held_out_until, NotOffered.HELD_OUT),
    )
    return next((NotOffered(str(reason)) for applies, reason in reasons if applies), None)


def _within(moment: datetime | None, span: timedelta, now: datetime) -> bool:
    return moment is not None and now - moment < span
