"""Did an improvement change anything for those it was made for: their score before and after it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Func, Q, TextField, Value
from django.db.models.functions import Lower

from contacts.rules.search import FOLD_FROM, FOLD_TO, search_words
from followup.models import Case, Improvement
from followup.queries.improvements import cases_behind
from followup.rules.effect import Moved, apart, moved
from followup.rules.opening import keywords
from nps_app.lib.clock import day_start
from responses.maths import compare
from responses.maths.compare import Difference
from responses.maths.interval import Interval
from responses.maths.score import Counts
from responses.models import Response
from responses.models.response import ResponseQuerySet

YEAR: Final = timedelta(days=365)
LEAST: Final = timedelta(days=30)
FEWEST: Final = 10  # people on each side; below them there are only counts
MOST: Final = 50_000  # answers that are looked at one by one
PLACES: Final = {"detractor": 0, "passive": 1, "promoter": 2}


@dataclass(frozen=True)
class Spoken:
    """The answers that have its words, before and after. Different people, mostly."""

    before: Counts
    after: Counts
    difference: Difference | None  # None where a side has fewer than ten
    days: int  # in each of the two windows

    @property
    def proven(self) -> bool:
        return self.difference is not None and self.difference.proven()


@dataclass(frozen=True)
class Effect:
    """Two groups of the same people twice, and the answers about the same thing."""

    affected: Moved  # customers with a case behind it
    others: Moved  # customers with other cases of the same time, for whom nothing was changed
    apart: Interval | None  # by how many points more the affected moved; None where a group is too small
    spoken: Spoken | None  # None: it has no words

    @property
    def proven(self) -> bool:
        """Whether the affected moved differently from the others by more than chance explains."""
        return self.apart is not None and (self.apart.low > 0 or self.apart.high < 0)

    @property
    def helped(self) -> bool:
        return self.proven and self.apart is not None and self.apart.low > 0


def effect_of(improvement: Improvement, *, now: datetime) -> Effect:
    """The last answers in the year before it held against the last ones in the year after, of the same people."""
    assert improvement.done_on is not None  # of those that are done
    since = day_start(improvement.done_on, improvement.organisation.zone)
    behind = cases_behind(improvement).filter(contact__isnull=False, opened_at__lt=since)
    others = (
        Case.objects.of(improvement.organisation)
        .filter(contact__isnull=False, opened_at__lt=since, opened_at__gte=since - YEAR)
        .exclude(contact__in=behind.values("contact"))
    )
    affected, rest = _moved(improvement, behind, since), _moved(improvement, others, since)
    enough = min(affected.n, rest.n) >= FEWEST
    return Effect(affected, rest, apart(rest, affected) if enough else None, _spoken(improvement, since, now))


def _moved(improvement: Improvement, cases: Any, since: datetime) -> Moved:
    rows = _near(improvement, since, YEAR).filter(contact__in=cases.values("contact"))
    last: dict[tuple[int, bool], int] = {}
    for contact, category, at in _told(rows):
        last[contact, at >= since] = PLACES[category]
    people = [contact for contact, after in last if after and (contact, False) in last]
    return moved((last[person, False], last[person, True]) for person in people)


def _spoken(improvement: Improvement, since: datetime, now: datetime) -> Spoken | None:
    words = keywords(improvement.words)
    if not words:
        return None
    span = min(YEAR, max(LEAST, now - since))
    # Beginnings of words count, capitals and accents do not: as the rules that open cases have it.
    pattern = "|".join(re.escape(" ".join(search_words(word))) for word in words)
    wanted = rf"\m({pattern})"
    folded = Func(
        Lower("comment"), Value(FOLD_FROM), Value(FOLD_TO), function="translate", output_field=TextField()
    )
    rows = _near(improvement, since, span).exclude(comment="").alias(folded=folded)
    last: dict[tuple[int, bool], int] = {}
    nobody: list[tuple[int, bool]] = []
    for contact, category, at in _told(rows.filter(folded__regex=wanted)):
        if contact is None:
            nobody.append((PLACES[category], at >= since))
        else:
            last[contact, at >= since] = PLACES[category]
    given = [*nobody, *((place, after) for (_contact, after), place in last.items())]
    before, after = (
        _counts(place for place, is_after in given if is_after is side) for side in (False, True)
    )
    enough = min(before.n, after.n) >= FEWEST
    return Spoken(before, after, compare.difference(before, after) if enough else None, span.days)


def _near(improvement: Improvement, since: datetime, span: timedelta) -> ResponseQuerySet:
    rows: ResponseQuerySet = Response.objects.of(improvement.organisation)
    return rows.filter(Q(answered_at__gte=since - span) & Q(answered_at__lt=since + span))


def _told(rows: ResponseQuerySet) -> Iterable[tuple[Any, str, datetime]]:
    """The latest so many, the oldest of them first: of each person the last answer stays."""
    latest = rows.order_by("-answered_at", "-pk").values_list("contact", "category", "answered_at")[:MOST]
    return reversed(list(latest))


def _counts(places: Iterable[int]) -> Counts:
    found = [0, 0, 0]
    for place in places:
        found[place] += 1
    return Counts(*found)
