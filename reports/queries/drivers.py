"""What goes together with a high or a low score: themes of comments, and properties of customers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from reports.queries.against_rest import EXPLORING
from reports.queries.score_card import ScoreCard, score_card
from reports.rules.few_answers import SCORE_FROM
from responses.maths import rates
from responses.maths.impact import Impact, leave_out
from responses.maths.score import Counts, round_half_away
from responses.queries.histogram import eleven_counts, eleven_counts_by_property
from responses.queries.slice import Slice
from responses.queries.theme_counts import Mentioned, ThemeCount, mentioned

MOST_PROPERTIES = 6


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
    before: int | None  # per cent of the comments of the window before
    course: Course | None


@dataclass(frozen=True)
class Trait:
    """One value of one property of customers."""

    property: str
    value: str
    card: ScoreCard
    effect: Effect


@dataclass(frozen=True)
class DriversPage:
    """`everybody`: all who wrote something; `all_answers`: those without a comment, too, for properties."""

    everybody: ScoreCard
    drivers: list[Driver]
    without: int
    unread: int
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
    rows = [_driver(key, names[key], theme, found, earlier, effects[key]) for key, theme in themes.items()]
    everybody = Counts.from_histogram(eleven_counts(slice_))
    return DriversPage(
        everybody=score_card(found.everybody),
        drivers=sorted(rows, key=_place),
        without=found.without,
        unread=found.unread,
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
    key: str, name: str, theme: ThemeCount, found: Mentioned, earlier: Mentioned | None, effect: Effect
) -> Driver:
    everybody, counts = found.everybody, theme.counts
    before, course = _course(key, counts, everybody, earlier)
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
        before=before,
        course=course,
    )


def _course(
    key: str, counts: Counts, everybody: Counts, earlier: Mentioned | None
) -> tuple[int | None, Course | None]:
    """Whether the theme is mentioned more or less than in the window before; None where that had few comments."""
    if earlier is None or earlier.everybody.n < SCORE_FROM:
        return None, None
    then = earlier.themes.get(key, ThemeCount()).counts
    change = rates.difference(then.n, earlier.everybody.n, counts.n, everybody.n)
    if change is None:
        return None, None
    course = Course.SAME
    if change.proven():
        course = Course.MORE if change.change > 0 else Course.LESS
    return _percent(then.n, earlier.everybody.n), course


def _percent(part: float, whole: float) -> int | None:
    return round_half_away(100 * part / whole) if whole else None


def _place(row: Driver) -> tuple[int, float, int, str]:
    """Proven effects first, the most harmful at the top; then by size; then by mentions."""
    rank = {Pull.DOWN: 0, Pull.UP: 1, Pull.OPEN: 2, Pull.SMALL: 3}[row.effect.pull]
    return rank, -abs(row.effect.points or 0), -row.card.n, row.name


def _traits(slice_: Slice, everybody: Counts, properties: Iterable[str]) -> list[Trait]:
    """Every value of every property against all other answers; only those that are proven to differ."""
    groups = {
        (name, value): Counts.from_histogram(eleven)
        for name in properties
        for value, eleven in eleven_counts_by_property(slice_, name).items()
        if value and sum(eleven)
    }
    named = {f"{name}\x1f{value}": counts for (name, value), counts in groups.items()}
    traits = []
    for key, effect in effects_of(everybody, named).items():
        name, _, value = key.partition("\x1f")
        if effect.pull in {Pull.DOWN, Pull.UP}:
            traits.append(Trait(name, value, score_card(named[key]), effect))
    return sorted(traits, key=lambda trait: (-abs(trait.effect.points or 0), trait.value))
