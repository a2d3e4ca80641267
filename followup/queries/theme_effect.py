"""What changed among those who mention a theme, before and after something was done about it.

Whoever mentions it before and whoever mentions it after are mostly different people. Beside them stand those who wrote
about something else in the same days: what moves them as well is not the improvement's doing.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from django.db.models import Count, Exists

from accounts.models import Organisation
from followup.queries.improvement_themes import CRITICISED, about
from followup.rules.effect import further
from nps_app.lib.clock import Window
from responses.maths import compare, rates
from responses.maths.compare import Difference
from responses.maths.interval import Interval
from responses.maths.score import Counts, round_half_away
from responses.queries.slice import Slice
from responses.queries.theme_counts import CATEGORIES, commented

FEWEST: Final = 10  # comments on each side; below them there are only counts


class Verdict(StrEnum):
    """What the numbers allow to say."""

    FEW = "few"  # a side is too small
    ROSE = "rose"  # they rose more than those who write about something else
    FELL = "fell"
    TOGETHER = "together"  # they moved, and no differently from the others
    OPEN = "open"  # no change is proven


@dataclass(frozen=True)
class Sides:
    """One group in the two windows; no difference where a side has fewer than ten."""

    before: Counts
    after: Counts
    difference: Difference | None


@dataclass(frozen=True)
class Share:
    """A share of all comments, 0 to 1, before and after; the change and its interval in percentage points."""

    before: float
    after: float
    points: int
    low: int
    high: int
    proven: bool


@dataclass(frozen=True)
class ThemeEffect:
    """Those who mention the themes beside those who wrote about something else, and how often they come up."""

    mention: Sides
    others: Sides
    apart: Interval | None  # by how many points more those who mention it moved
    mentioned: Share | None
    criticised: Share | None
    days: int  # in each of the two windows

    @property
    def verdict(self) -> Verdict:
        """Proven is what moved by more than chance, and otherwise than the others."""
        if self.mention.difference is None:
            return Verdict.FEW
        if not self.mention.difference.proven():
            return Verdict.OPEN
        rose = self.mention.difference.change > 0
        if self.apart is None or not (self.apart.low > 0 if rose else self.apart.high < 0):
            return Verdict.TOGETHER
        return Verdict.ROSE if rose else Verdict.FELL


@dataclass(frozen=True)
class _Window:
    mention: Counts
    others: Counts
    criticised: int

    @property
    def comments(self) -> float:
        return self.mention.n + self.others.n


def theme_effect(
    organisation: Organisation, keys: Collection[str], *, since: datetime, span: timedelta
) -> ThemeEffect:
    """So many days before `since` against as many after it; of each person the last answer in each."""
    before = _counted(organisation, keys, Window(since - span, since))
    after = _counted(organisation, keys, Window(since, since + span))
    mention, others = _sides(before.mention, after.mention), _sides(before.others, after.others)
    return ThemeEffect(
        mention,
        others,
        further(others.difference, mention.difference),
        _share(before.mention.n, before, after.mention.n, after),
        _share(before.criticised, before, after.criticised, after),
        days=span.days,
    )


def _share(did_before: float, before: _Window, did_after: float, after: _Window) -> Share | None:
    if min(before.comments, after.comments) < FEWEST:
        return None
    found = rates.difference(did_before, before.comments, did_after, after.comments)
    if found is None:
        return None
    points, low, high = (
        round_half_away(100 * part) for part in (found.change, found.interval.low, found.interval.high)
    )
    return Share(found.before, found.after, points, low, high, found.proven())


def _sides(before: Counts, after: Counts) -> Sides:
    enough = min(before.n, after.n) >= FEWEST
    return Sides(before, after, compare.difference(before, after) if enough else None)


def _counted(organisation: Organisation, keys: Collection[str], window: Window) -> _Window:
    themes = about(organisation, keys)
    rows = (
        commented(Slice(organisation, window))
        .annotate(mentions=Exists(themes), bad=Exists(themes.filter(polarity=CRITICISED)))
        .order_by()
        .values_list("category", "mentions", "bad")
        .annotate(n=Count("pk"))
    )
    sums = {True: Counts(0, 0, 0), False: Counts(0, 0, 0)}
    criticised = 0
    for category, mentions, bad, n in rows:
        sums[mentions] += Counts(*(n if category == name else 0 for name in CATEGORIES))
        criticised += n * bad
    return _Window(sums[True], sums[False], criticised)
