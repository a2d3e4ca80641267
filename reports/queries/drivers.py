"""What goes together with a high or a low score: themes of comments, and properties of customers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from reports.queries.against_rest import EXPLORING
from reports.queries.score_card import ScoreCard, score_card
from reports.rules.few_answers import SCORE_FROM
from responses.maths import rates
from responses.maths.compare import Difference
from responses.maths.impact import Impact, leave_out
from responses.maths.multiplicity import benjamini_hochberg
from responses.maths.score import Counts, round_half_away
from responses.queries.histogram import eleven_counts, eleven_counts_by_property
from responses.queries.slice import Slice
from responses.queries.theme_counts import Mentioned, ThemeCount, mentioned

MOST_PROPERTIES = 6
MOST_TRAITS = 15


class Pull(StrEnum):
    DOWN = "down"
    UP = "up"
    OPEN = "open"  # no effect is proven
    SMALL = "small"  # too few mentions


class Course(StrEnum):
    MORE = "more"
    LESS = "less"
    SAME = "same"  # no change is proven


@dataclass(frozen=True)
class Effect:
    """The score with less the score without: points with their 95 % interval, and what is proven."""

    pull: Pull
    points: int | None = None
    low: int | None = None
    high: int | None = None
    if_passive: int | None = None  # what the score would be if these detractors were passives


@dataclass(frozen=True)
class Change:
    """How much more or less a theme is mentioned than in the window before: percentage points with their interval."""

    before: int  # per cent of the comments of that window
    points: int
    low: int
    high: int
    course: Course


@dataclass(frozen=True)
class Driver:
    """One theme. Shares are per cent: of all comments, of the detractors' and of the promoters'."""

    key: str
    name: str
    card: ScoreCard
    praised: int
    criticised: int
    percent: int
    of_detractors: int | None
    of_promoters: int | None
    effect: Effect
    change: Change | None  # None where the window before had few comments


@dataclass(frozen=True)
class Trait:
    """One value of one property of customers. Shares are per cent of all answers, the detractors' and promoters'."""

    property: str
    value: str
    card: ScoreCard
    percent: int
    of_detractors: int | None
    of_promoters: int | None
    effect: Effect


@dataclass(frozen=True)
class DriversPage:
    """`everybody`: all who wrote something; `all_answers`: those without a comment, too, for properties."""

    everybody: ScoreCard
    drivers: list[Driver]
    without: int
    unread: int
    clashing: int
    traits: list[Trait]
    all_answers: ScoreCard

    @property
    def judged(self) -> int:
        """How many themes were tested."""
        return sum(driver.effect.pull is not Pull.SMALL for driver in self.drivers)

    @property
    def proven(self) -> list[Driver]:
        """Those whose effect is more than chance."""
        return [driver for driver in self.drivers if driver.effect.pull in {Pull.DOWN, Pull.UP}]


def drivers_page(slice_: Slice, names: Mapping[str, str], properties: Iterable[str]) -> DriversPage:
    """Everything the page shows. `names`: the themes that are offered, by key."""
    found, preceding = mentioned(slice_), slice_.preceding()
    earlier = mentioned(preceding) if preceding else None
    themes = {key: theme for key, theme in found.themes.items() if key in names}
    effects = effects_of(found.everybody, {key: theme.counts for key, theme in themes.items()})
    changes = _changes(themes, found.everybody, earlier)
    rows = [
        _driver(key, names[key], theme, found.everybody, effects[key], changes.get(key))
        for key, theme in themes.items()
    ]
    everybody = Counts.from_histogram(eleven_counts(slice_))
    return DriversPage(
        everybody=score_card(found.everybody),
        drivers=sorted(rows, key=_place),
        without=found.without,
        unread=found.unread,
        clashing=found.clashing,
        traits=_traits(slice_, everybody, list(properties)[:MOST_PROPERTIES]),
        all_answers=score_card(everybody),
    )


def effects_of(everybody: Counts, groups: Mapping[str, Counts]) -> dict[str, Effect]:
    """The effect of each; tested are those with enough answers inside and outside, all at once."""
    big = {
        name: counts for name, counts in groups.items() if min(counts.n, everybody.n - counts.n) >= SCORE_FROM
    }
    impacts = leave_out(everybody, big)
    return {name: _effect(impacts.get(name)) for name in groups}


def _effect(impact: Impact | None) -> Effect:
    if impact is None or impact.impact is None or impact.impact_interval is None:
        return Effect(Pull.SMALL)
    is_proven = impact.q_bh is not None and impact.q_bh < EXPLORING
    side = Pull.UP if impact.impact > 0 else Pull.DOWN
    return Effect(
        side if is_proven else Pull.OPEN,
        round_half_away(impact.impact),
        round_half_away(impact.impact_interval.low),
        round_half_away(impact.impact_interval.high),
        round_half_away(impact.nps_if_detractors_became_passives),
    )


def _driver(
    key: str, name: str, theme: ThemeCount, everybody: Counts, effect: Effect, change: Change | None
) -> Driver:
    counts = theme.counts
    return Driver(
        key=key,
        name=name,
        card=score_card(counts),
        praised=theme.praised,
        criticised=theme.criticised,
        percent=_percent(counts.n, everybody.n) or 0,
        of_detractors=_percent(counts.det, everybody.det),
        of_promoters=_percent(counts.pro, everybody.pro),
        effect=effect,
        change=change,
    )


def _changes(
    themes: Mapping[str, ThemeCount], everybody: Counts, earlier: Mentioned | None
) -> dict[str, Change]:
    """Which themes are mentioned more or less than in the window before, tested all at once."""
    if earlier is None or earlier.everybody.n < SCORE_FROM:
        return {}
    n = earlier.everybody.n
    found = {}
    for key, theme in themes.items():
        then = earlier.themes.get(key, ThemeCount()).counts.n
        difference = rates.difference(then, n, theme.counts.n, everybody.n)
        if difference is not None:
            found[key] = difference
    tested = benjamini_hochberg([one.p for one in found.values()])
    return {key: _change(one, q) for (key, one), q in zip(found.items(), tested, strict=True)}


def _change(difference: Difference, q: float) -> Change:
    course = Course.SAME
    if q < EXPLORING:
        course = Course.MORE if difference.change > 0 else Course.LESS
    around = difference.interval
    before, points, low, high = (
        round_half_away(100 * share)
        for share in (difference.before, difference.change, around.low, around.high)
    )
    return Change(before, points, low, high, course)


def _percent(part: float, whole: float) -> int | None:
    return round_half_away(100 * part / whole) if whole else None


def _strength(effect: Effect) -> tuple[int, int, int]:
    """Proven effects first, the harmful before the helpful; then by the limit nearest to zero, then by size."""
    rank = {Pull.DOWN: 0, Pull.UP: 1, Pull.OPEN: 2, Pull.SMALL: 3}[effect.pull]
    low, high = effect.low or 0, effect.high or 0
    nearest = 0 if low <= 0 <= high else min(abs(low), abs(high))
    return rank, -nearest, -abs(effect.points or 0)


def _place(row: Driver) -> tuple[tuple[int, int, int], float, str]:
    return _strength(row.effect), -row.card.n, row.name


def _traits(slice_: Slice, everybody: Counts, properties: Iterable[str]) -> list[Trait]:
    """Every value of every property against all other answers, those with enough answers to say something."""
    groups = {
        (name, value): Counts.from_histogram(eleven)
        for name in properties
        for value, eleven in eleven_counts_by_property(slice_, name).items()
        if value and sum(eleven)
    }
    effects = effects_of(
        everybody, {f"{name}\x1f{value}": counts for (name, value), counts in groups.items()}
    )
    traits = [
        Trait(
            name,
            value,
            score_card(counts),
            _percent(counts.n, everybody.n) or 0,
            _percent(counts.det, everybody.det),
            _percent(counts.pro, everybody.pro),
            effects[f"{name}\x1f{value}"],
        )
        for (name, value), counts in groups.items()
    ]
    judged = [trait for trait in traits if trait.effect.pull is not Pull.SMALL]
    return sorted(judged, key=lambda one: (_strength(one.effect), one.property, one.value))[:MOST_TRAITS]
