"""Groups beside each other, each compared with everybody else; small ones counted but not judged."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reports.queries.score_card import ScoreCard, score_card
from reports.rules.few_answers import SCORE_FROM
from responses.maths.compare import Difference, difference
from responses.maths.multiplicity import benjamini_hochberg, holm
from responses.maths.score import Counts, round_half_away
from responses.maths.segments import together

EXPLORING = 0.10  # of the groups called different, one in ten may be so by chance
DECIDING = 0.05  # that any at all is called different by chance


class Verdict(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"
    OPEN = "open"  # no difference is proven
    SMALL = "small"  # too few answers here, or in all the rest


@dataclass(frozen=True)
class Group:
    """One group; `points` is its lead over the rest with the interval of that. None where it is not compared."""

    name: str
    card: ScoreCard
    verdict: Verdict
    points: int | None = None
    low: int | None = None
    high: int | None = None


def explored(groups: Mapping[str, Counts]) -> list[Group]:
    """For looking around: differences by Benjamini and Hochberg at 10 %. Lowest score first, small groups last."""
    found = _differences(groups)
    q_values = dict(zip(found, benjamini_hochberg([one.p for one in found.values()]), strict=True))
    return _judged(groups, found, q_values, EXPLORING)


def decided(groups: Mapping[str, Counts]) -> list[Group]:
    """For deciding on one of them: differences by Holm at 5 %. Two groups are a single comparison."""
    found = _differences(groups)
    p_values = [one.p for one in found.values()]
    adjusted = p_values if len(groups) == 2 else holm(p_values)
    return _judged(groups, found, dict(zip(found, adjusted, strict=True)), DECIDING)


def _differences(groups: Mapping[str, Counts]) -> dict[str, Difference]:
    total = together(groups)
    found = {}
    for name, counts in groups.items():
        rest = total.without(counts)
        if min(counts.n, rest.n) >= SCORE_FROM:
            one = difference(rest, counts)
            if one is not None:
                found[name] = one
    return found


def _judged(
    groups: Mapping[str, Counts],
    found: Mapping[str, Difference],
    adjusted: Mapping[str, float],
    level: float,
) -> list[Group]:
    rows = []
    for name, counts in groups.items():
        one = found.get(name)
        if one is None:
            rows.append(Group(name, score_card(counts), Verdict.SMALL))
            continue
        ahead = Verdict.HIGHER if one.change > 0 else Verdict.LOWER
        rows.append(
            Group(
                name,
                score_card(counts),
                ahead if adjusted[name] < level else Verdict.OPEN,
                round_half_away(one.change),
                round_half_away(one.interval.low),
                round_half_away(one.interval.high),
            )
        )
    return sorted(rows, key=_place)


def _place(row: Group) -> tuple[bool, int, str]:
    """Small groups come last, by size: their order says nothing about them."""
    score = row.card.shown.score if row.card.shown else 0
    return (True, -row.card.n, row.name) if row.card.shown is None else (False, score, row.name)
