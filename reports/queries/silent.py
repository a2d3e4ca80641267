"""Who was asked and stayed silent, group by group, and what that may do to the score."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.core.cache import cache
from django.db.models import Count
from django.db.models.fields.json import KeyTextTransform

from contacts.models import Contact
from reports.queries.response_rate import (
    NOBODY,
    ResponseRate,
    handed_over,
    response_rate,
    response_rate_by_property,
)
from reports.queries.score_card import Change, ScoreCard, change, score_card
from reports.rules.weighing import NOTHING, Weighing, weigh
from responses.maths import coverage
from responses.maths.interval import Interval, wilson
from responses.maths.score import Counts, round_half_away, sd_points
from responses.queries.histogram import eleven_counts, eleven_counts_by_property
from responses.queries.late_answers import Waves, waves
from responses.queries.slice import Slice
from surveys.models import Invitation

WORSE_BY = -20.0
LARGE_BASE = 50_000
COUNTED_EVERY = 600  # seconds


@dataclass(frozen=True)
class Group:
    """One value of the property; the empty one is whoever has none. `returned` came back from the mail server."""

    name: str
    base: int
    asked: ResponseRate
    returned: int
    card: ScoreCard

    @property
    def delivered(self) -> int:
        return self.asked.invited - self.returned

    @cached_property
    def interval(self) -> Interval | None:
        """Of the response rate, in per cent."""
        found = wilson(self.asked.answered, self.asked.invited)
        return Interval(100 * found.low, 100 * found.high) if found else None


@dataclass(frozen=True)
class Evenness:
    """The R-indicator in per cent, and the most points that uneven answering can have moved the score by."""

    percent: int
    points: int | None


@dataclass(frozen=True)
class Silent:
    """`bounds`, `worse` and the R-indicator are None where nobody was asked or nobody answered."""

    groups: list[Group]
    total: Group
    weighing: Weighing
    raw: ScoreCard
    bounds: coverage.Bounds | None
    worse: float | None
    even: Evenness | None
    waves: Waves
    late: Change | None  # from the first wave to those after the reminder

    @property
    def is_large(self) -> bool:
        """Whether the customers are not counted anew each time."""
        return self.total.base >= LARGE_BASE

    @property
    def quietest(self) -> Group | None:
        """The group that answers least, where it provably answers less than all together."""
        all_ = self.total.interval
        asked = [group for group in self.groups if group.interval is not None]
        least = min(asked, key=lambda group: group.asked.answered / group.asked.invited, default=None)
        if least is None or least.interval is None or all_ is None or least.interval.high >= all_.low:
            return None
        return least


def silent(slice_: Slice, name: str) -> Silent:
    """Everything the page shows. `name`: the property whose values are the groups; empty: no groups."""
    counts = Counts.from_histogram(eleven_counts(slice_))
    asked = response_rate(slice_) or NOBODY
    groups = _groups(slice_, name, counts, asked) if name else []
    total = Group("", _base(slice_, "")[""], asked, _returned(slice_, "")[""], score_card(counts))
    invited = counts.n * asked.invited / asked.answered if asked.answered else 0.0
    by_reminder = waves(slice_)
    return Silent(
        groups=groups,
        total=total,
        weighing=weigh(
            {group.name: group.base for group in groups}, {group.name: group.card.counts for group in groups}
        ),
        raw=total.card,
        bounds=coverage.manski(counts, invited) if invited and counts.n else None,
        worse=coverage.if_silent_differ(counts, invited, WORSE_BY) if invited else None,
        even=_evenness(groups, counts),
        waves=by_reminder,
        late=change(by_reminder.first, by_reminder.late),
    )


def _groups(slice_: Slice, name: str, counts: Counts, asked: ResponseRate) -> list[Group]:
    """Every value seen among customers, people asked, or answers; the largest base first, those without it last."""
    base, returned = _base(slice_, name), _returned(slice_, name)
    rates = response_rate_by_property(slice_, name)
    answers = {
        value: Counts.from_histogram(eleven)
        for value, eleven in eleven_counts_by_property(slice_, name).items()
    }
    rates[""] = rates.get("", NOBODY).plus_rest(asked, rates.values())
    answers[""] = answers.get("", NOTHING) + _rest(counts, answers.values())
    names = {value for value, size in base.items() if size} | set(rates) | set(answers)
    groups = [
        Group(
            value,
            base[value],
            rates.get(value, NOBODY),
            returned[value],
            score_card(answers.get(value, NOTHING)),
        )
        for value in names
    ]
    found = [group for group in groups if group.base or group.asked.invited or group.card.n]
    return sorted(found, key=lambda group: (not group.name, -group.base, group.name))


def _rest(all_: Counts, parts: Iterable[Counts]) -> Counts:
    """What is in none of the parts. An answer may have come in between the two countings."""
    known = sum(parts, NOTHING)
    return Counts(max(0, all_.det - known.det), max(0, all_.pas - known.pas), max(0, all_.pro - known.pro))


def _base(slice_: Slice, name: str) -> Counter[str]:
    """How many customers have each value today; under "" those without it, or all where no property is named.

    Counting millions takes a second, so a large base is counted anew every ten minutes only.
    """
    chosen = json.dumps([name, slice_.properties])
    key = f"base:{slice_.organisation.pk}:{hashlib.sha256(chosen.encode()).hexdigest()}"
    known: Counter[str] | None = cache.get(key)
    if known is not None:
        return known
    sizes = _count_base(slice_, name)
    if sizes.total() >= LARGE_BASE:
        cache.set(key, sizes, COUNTED_EVERY)
    return sizes


def _count_base(slice_: Slice, name: str) -> Counter[str]:
    rows = Contact.objects.of(slice_.organisation)
    if slice_.properties:
        rows = rows.filter(properties__contains=dict(slice_.properties))
    if not name:
        return Counter({"": rows.count()})
    found = rows.annotate(value=KeyTextTransform(name, "properties")).order_by().values_list("value")
    sizes: Counter[str] = Counter()
    for value, count in found.annotate(count=Count("pk")):
        sizes[value or ""] += count
    return sizes


def _returned(slice_: Slice, name: str) -> Counter[str]:
    """How many of the invitations of the window came back, as nobody has that address."""
    rows = handed_over(slice_).filter(state=Invitation.State.FAILED)
    if slice_.window is not None:
        rows = rows.filter(sent_at__gte=slice_.window.start, sent_at__lt=slice_.window.end)
    if not name:
        return Counter({"": rows.count()})
    found = rows.annotate(value=KeyTextTransform(name, "contact__properties")).order_by().values_list("value")
    returned: Counter[str] = Counter()
    for value, count in found.annotate(count=Count("pk")):
        returned[value or ""] += count
    return returned


def _evenness(groups: list[Group], counts: Counts) -> Evenness | None:
    asked = [group for group in groups if group.asked.invited]
    found = coverage.representativeness(
        {group.name: group.asked.invited for group in asked},
        {group.name: group.asked.answered for group in asked},
        sd_points(counts),
    )
    if found is None or len(asked) < 2:
        return None
    points = None if found.largest_bias is None else round_half_away(found.largest_bias)
    return Evenness(round_half_away(100 * found.r_indicator), points)
