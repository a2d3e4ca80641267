"""The two clocks of a case, and when somebody is told about them. Plain Python.

First contact runs from the opening until the customer has been reached. Resolution runs until the case is closed
and stands still while the customer is to answer.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from followup.rules.working_time import Calendar, add_working_minutes, working_minutes_between

# Promises one may choose: so many working hours or working days.
PROMISES: Final = ("1h", "2h", "4h", "8h", "1d", "2d", "3d", "5d", "10d", "20d")
FIRST_CONTACT: Final = "1d"
RESOLUTION: Final = "5d"
SOON: Final = 0.75
ESCALATE_AFTER: Final = timedelta(hours=4)


class Clock(StrEnum):
    CONTACT = "contact"
    RESOLUTION = "resolution"


class Step(StrEnum):
    SOON = "soon"
    DUE = "due"
    ESCALATED = "escalated"


@dataclass(frozen=True)
class Hands:
    """Where a case's clocks stand. An empty promise is a clock that does not run."""

    started_at: datetime
    first_contact: str
    resolution: str
    contacted: bool
    waiting: bool
    waited: int  # working minutes the resolution clock has stood still before
    # When the customer wishes to be contacted: then this, and not the promise, is the clock of the first contact.
    wished: tuple[datetime, datetime] | None = None


@dataclass(frozen=True)
class Notice:
    at: datetime
    clock: Clock
    step: Step
    due_at: datetime


def promised_minutes(promise: str, calendar: Calendar) -> int:
    """Working minutes of "4h", "2d" or "90m"; a working day is as long as the calendar's usual one."""
    number, unit = int(promise[:-1]), promise[-1]
    return number * {"d": calendar.day_minutes, "h": 60, "m": 1}[unit]


def due_times(hands: Hands, calendar: Calendar) -> dict[Clock, datetime]:
    """When each running clock strikes."""
    due = {clock: _after(hands, minutes, calendar) for clock, minutes in _running(hands, calendar).items()}
    if hands.wished and not hands.contacted:
        due[Clock.CONTACT] = hands.wished[1]
    return due


def notices(hands: Hands, calendar: Calendar) -> list[Notice]:
    """Everything there is to tell about the clocks that run, in order of time."""
    told = []
    for clock, minutes in _running(hands, calendar).items():
        due = _after(hands, minutes, calendar)
        waited = hands.waited if clock is Clock.RESOLUTION else 0
        soon = _after(hands, waited + round((minutes - waited) * SOON), calendar)
        told += _steps(clock, soon, due)
    if hands.wished and not hands.contacted:  # a mail when the time begins
        told += _steps(Clock.CONTACT, *hands.wished)
    return sorted(told, key=lambda notice: notice.at)


def _steps(clock: Clock, soon: datetime, due: datetime) -> list[Notice]:
    return [
        Notice(soon, clock, Step.SOON, due),
        Notice(due, clock, Step.DUE, due),
        Notice(due + ESCALATE_AFTER, clock, Step.ESCALATED, due),
    ]


def earlier(kept: Hands, other: Hands, calendar: Calendar) -> Hands:
    """The clocks of two cases that become one: of each clock, the one that strikes first.

    Where not both are those of `kept`, they are told in minutes from the earlier beginning.
    """
    reached = kept.contacted or other.contacted
    both = [replace(hands, waiting=False, contacted=reached) for hands in (kept, other)]
    mine, theirs = (due_times(hands, calendar) for hands in both)
    first = {clock: min(filter(None, (mine.get(clock), theirs.get(clock)))) for clock in {*mine, *theirs}}
    if first == mine:
        return replace(kept, contacted=reached)
    start = min(kept.started_at, other.started_at)
    told = {clock: f"{working_minutes_between(start, due, calendar)}m" for clock, due in first.items()}
    return Hands(
        started_at=start,
        first_contact=told.get(Clock.CONTACT, kept.first_contact),
        resolution=told.get(Clock.RESOLUTION, ""),
        contacted=reached,
        waiting=kept.waiting,
        waited=0,
    )


def _running(hands: Hands, calendar: Calendar) -> dict[Clock, int]:
    minutes = {}
    if hands.first_contact and not hands.contacted and not hands.wished:
        minutes[Clock.CONTACT] = promised_minutes(hands.first_contact, calendar)
    if hands.resolution and not hands.waiting:
        minutes[Clock.RESOLUTION] = promised_minutes(hands.resolution, calendar) + hands.waited
    return minutes


def _after(hands: Hands, minutes: int, calendar: Calendar) -> datetime:
    return add_working_minutes(hands.started_at, minutes, calendar)
