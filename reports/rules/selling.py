"""What a seller should know before turning to a customer: points to talk about, and when not to sell at all."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from contacts.rules.rhythm import DUE, NOT_YET, TOO_LATE
from responses.maths import scale

# Whoever was talked to rests so long; whoever did not answer is tried again sooner.
REST, RETRY = timedelta(days=30), timedelta(days=3)
A_DAY = 5


class Point(StrEnum):
    OPEN_CASE = "open_case"  # do not sell
    LISTEN = "listen"  # unhappy, and nothing open about it
    TO_NINE = "to_nine"  # passive
    THANK = "thank"  # promoter
    THANK_QUOTE = "thank_quote"  # promoter who wrote something
    NEVER_ASKED = "never_asked"
    NOT_YET = "not_yet"
    DUE = "due"
    LATE = "late"
    NEVER_BOUGHT = "never_bought"
    PAID_BACK = "paid_back"  # the last purchase


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a customer that matters to a seller."""

    score: int | None
    has_quote: bool
    rhythm: str
    has_open_case: bool
    paid_back: bool = False


def talking_points(known: Known) -> list[Point]:
    """What to say, in order. With an open case there is one point only: do not sell."""
    if known.has_open_case:
        return [Point.OPEN_CASE]
    points = [_about_score(known)]
    if known.paid_back:
        points.append(Point.PAID_BACK)
    by_rhythm = {NOT_YET: Point.NOT_YET, DUE: Point.DUE, TOO_LATE: Point.LATE, "": Point.NEVER_BOUGHT}
    if known.rhythm in by_rhythm:
        points.append(by_rhythm[known.rhythm])
    return points


def _about_score(known: Known) -> Point:
    if known.score is None:
        return Point.NEVER_ASKED
    category = scale.category(known.score)
    if category == "promoter":
        return Point.THANK_QUOTE if known.has_quote else Point.THANK
    return Point.TO_NINE if category == "passive" else Point.LISTEN
