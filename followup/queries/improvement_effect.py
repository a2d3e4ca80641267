"""Did an improvement change anything for those it was made for: their score before and after it."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Lower

from contacts.rules.search import FOLD_FROM, FOLD_TO, search_words
from followup.models import Case, Improvement
from followup.queries.improvement_themes import CRITICISED, themes_behind
from followup.queries.improvements import cases_behind
from followup.queries.theme_effect import ThemeEffect, theme_effect
from followup.rules.effect import Moved, apart, comparable, moved, moved_alike
from followup.rules.opening import keywords
from nps_app.lib.clock import day_start
from responses.maths import compare
from responses.maths.compare import Difference
from responses.maths.interval import Interval
from responses.maths.score import Counts
from responses.models import Response
from responses.models.response import ResponseQuerySet

Contacts = QuerySet[Any, Any]  # the ids of customers
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
    """Two groups of the same people twice, those who mention its themes, and the answers with its words."""

    affected: Moved  # customers with a case behind it, or who criticised one of its themes
    others: Moved  # customers with other cases or comments of the same time, who began with the same numbers
    apart: Interval | None  # by how many points more the affected moved; None where a group is too small
    themes: ThemeEffect | None  # None: it has no themes
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
    organisation = improvement.organisation
    since = day_start(improvement.done_on, organisation.zone)
    span = min(YEAR, max(LEAST, now - since))
    keys = themes_behind([improvement], organisation).get(improvement.pk, [])
    behind, beside = _whom(improvement, keys, since)
    affected_pairs = _pairs(improvement, behind, since)
    pairs = affected_pairs, _pairs(improvement, beside, since, without=set(behind))
    affected, others = moved(pairs[0]), moved_alike(pairs[1], pairs[0])
    compared = comparable(*pairs)
    enough = min(compared.n, others.n) >= FEWEST
    return Effect(
        affected,
        others,
        apart(others, compared) if enough else None,
        theme_effect(organisation, keys, since=since, span=span) if keys else None,
        _spoken(improvement, since, span),
    )


def _whom(improvement: Improvement, keys: list[str], since: datetime) -> tuple[Contacts, Contacts]:
    """The customers it was made for; and those with a case or a comment of the same time, the former among them."""
    known = {"contact__isnull": False}
    cases = Case.objects.of(improvement.organisation).filter(**known, opened_at__lt=since).order_by()
    mine = cases_behind(improvement).filter(**known, opened_at__lt=since).order_by()
    behind = mine.values_list("contact", flat=True)
    others = cases.filter(opened_at__gte=since - YEAR).values_list("contact", flat=True)
    if keys:
        wrote = Response.objects.of(improvement.organisation).filter(
            **known, answered_at__gte=since - YEAR, answered_at__lt=since
        )
        critics = wrote.filter(themes__theme__in=keys, themes__polarity=CRITICISED).order_by()
        # One list each: two lists with "or" between them would be searched anew for every answer.
        behind = behind.union(critics.values_list("contact", flat=True))
        others = others.union(wrote.exclude(comment="").order_by().values_list("contact", flat=True))
    return behind, others


def _pairs(
    improvement: Improvement, whom: Contacts, since: datetime, without: Collection[int] = ()
) -> list[tuple[int, int]]:
    """Before and after of each who answered both times."""
    rows = _near(improvement, since, YEAR).filter(contact__in=whom)
    last: dict[tuple[int, bool], int] = {}
    for contact, category, at in _told(rows):
        last[contact, at >= since] = PLACES[category]
    people = [contact for contact, after in last if after and (contact, False) in last]
    return [(last[person, False], last[person, True]) for person in people if person not in without]


def _spoken(improvement: Improvement, since: datetime, span: timedelta) -> Spoken | None:
    words = keywords(improvement.words)
    if not words:
        return None
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
