"""Whether saying and buying go together: what the counts of reports/rules/cohorts.py allow to be said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from reports.rules.cohorts import HORIZONS, MOST_SPENT, Cohorts, Group
from reports.rules.proof import FEWEST, LEVEL, Share
from reports.rules.spending import Money, money_of, rank_of
from responses.maths import rank_correlation, survival
from responses.maths.interval import Interval
from responses.maths.multiplicity import holm
from responses.maths.rank_correlation import RankCorrelation
from responses.maths.strata import AdjustedDifference, Stratum, exceeds, mantel_haenszel
from responses.maths.survival import Bought, LogRank

# So many buyers with a failed order, and so large a share of them, are worth a word.
FEWEST_REORDERS: Final = 10
REORDERS_SHARE: Final = 0.2
# A difference that was there before, at least so large a part of it, is a habit unless more is proven afterwards.
HABIT_SHARE: Final = 0.4


class Verdict(StrEnum):
    MORE = "more"  # promoters, proven
    FEWER = "fewer"
    HABIT = "habit"  # proven, but it was so before they answered
    UNPROVEN = "unproven"
    UNKNOWN = "unknown"  # too few to say anything


@dataclass(frozen=True)
class Claim:
    """Promoters against another group; differences are shares, -1 to 1, promoters minus others.

    `before`: the same difference before they answered, where that is why the verdict is HABIT.
    """

    other: Group
    change: float | None
    interval: Interval | None
    verdict: Verdict
    before: AdjustedDifference | None = None


@dataclass(frozen=True)
class Row:
    """One group: the share that has bought by each horizon, and how many windows of the chosen one are open.

    `curve`: the share by each day with a purchase, while enough customers are in sight.
    """

    group: Group
    n: int
    bought: Mapping[int, Bought | None]
    open: int
    curve: list[tuple[float, Bought]]

    def by(self, horizon: int) -> Bought | None:
        """The share by a horizon, or None where too few are still in sight."""
        found = self.bought[horizon]
        return found if found is not None and found.can_be_shown else None


@dataclass(frozen=True)
class Month:
    """Customers who began in one month and whose window is over."""

    first: date
    promoters: Share
    others: Share


@dataclass(frozen=True)
class Reading:
    """All that the page says. Claims are proven after Holm's correction for all of them together."""

    horizon: int
    rows: list[Row]
    control: Group
    crude: list[Claim]
    equals: list[Claim]
    log_rank: LogRank | None
    paces_differ: bool
    gap: Bought | None
    promoters: Share
    others: Share
    trend: list[Month]
    money: list[Money]
    rank: RankCorrelation | None
    rank_verdict: Verdict
    reorders: Share | None
    tells_failed: bool  # some order is known to have been cancelled or paid back
    is_part: bool  # the money is of the latest customers of each group only

    @property
    def open(self) -> int:
        """Customers whose window of the chosen horizon is not over, and who have not bought yet."""
        return sum(row.open for row in self.rows)

    @property
    def n(self) -> int:
        return sum(row.n for row in self.rows)


def read(cohorts: Cohorts, money: list[Money] | None = None) -> Reading:
    """Everything the counts allow to be said. `money`: what money_of says of them, where it is known already."""
    rows = [_row(cohorts, group) for group in Group]
    control = _control(rows, cohorts.horizon)
    promoters = rows[0].by(cohorts.horizon)
    money = money_of(cohorts.spent) if money is None else money
    rank = rank_of(cohorts.spent, money[0].currency) if money else None
    log_rank = survival.log_rank_in({group.value: table for group, table in cohorts.lives.items()})
    whole = [_rank_found(rank), (0.0, log_rank.p) if log_rank else None]
    crude, equals, (rank_verdict, pace) = _claims(cohorts, (Group.DETRACTOR, control), whole)
    return Reading(
        horizon=cohorts.horizon,
        rows=rows,
        control=control,
        crude=crude,
        equals=equals,
        log_rank=log_rank,
        paces_differ=pace in {Verdict.MORE, Verdict.FEWER},
        gap=survival.gap(promoters) if promoters else None,
        promoters=_closed(cohorts, [Group.PROMOTER]),
        others=_closed(cohorts, [group for group in Group if group is not Group.PROMOTER]),
        trend=_trend(cohorts),
        money=money,
        rank=rank,
        rank_verdict=rank_verdict,
        reorders=_reorders(cohorts),
        tells_failed=any(past.failed for past in cohorts.pasts),
        is_part=any(one.n >= MOST_SPENT for money_ in money for one in money_.groups.values()),
    )


def _row(cohorts: Cohorts, group: Group) -> Row:
    table = cohorts.lives[group]
    bought = {days: survival.bought_in(table, days) for days in HORIZONS}
    still_open = sum(count for day, count in table.open.items() if day < cohorts.horizon)
    return Row(group, table.n, bought, still_open, survival.path(table))


def _control(rows: Sequence[Row], horizon: int) -> Group:
    """The silent, or those who were not asked where nothing can be said of the silent."""
    by_group = {row.group: row for row in rows}
    for group in (Group.SILENT, Group.NEVER):
        if by_group[group].by(horizon) is not None:
            return group
    return Group.SILENT


def _rank_found(rank: RankCorrelation | None) -> tuple[float, float] | None:
    p = rank_correlation.p_value(rank) if rank else None
    return (rank.spearman, p) if rank and p is not None else None


def _claims(
    cohorts: Cohorts, others: Sequence[Group], whole: Sequence[tuple[float, float] | None]
) -> tuple[list[Claim], list[Claim], list[Verdict]]:
    """Promoters against each other group, as they are and among customers with the same past.

    `whole`: what the page claims of all groups together, as (direction, p). All claims are corrected together.
    """
    adjusted = [_equals(cohorts.pasts.values(), other) for other in others]
    found = [_crude(cohorts, other) for other in others]
    found += [(one.adjusted, one.interval, one.p) if one else None for one in adjusted]
    corrected = iter(holm([one[2] for one in found if one] + [one[1] for one in whole if one]))
    claims = []
    for other, one in zip([*others, *others], found, strict=True):
        if one is None:
            claims.append(Claim(other, None, None, Verdict.UNKNOWN))
        else:
            claims.append(Claim(other, one[0], one[1], _verdict(one[0], next(corrected))))
    verdicts = [_verdict(one[0], next(corrected)) if one else Verdict.UNKNOWN for one in whole]
    equals = [
        _unless_habit(cohorts, claim, after, level=LEVEL / len(others))
        for claim, after in zip(claims[len(others) :], adjusted, strict=True)
    ]
    return claims[: len(others)], equals, verdicts


def _unless_habit(cohorts: Cohorts, claim: Claim, after: AdjustedDifference | None, *, level: float) -> Claim:
    """The claim, or that the groups differed as much before: a control in which the score can have done nothing.

    Who buys often by habit has bought as often as others of the same class by chance alone, now and then; so classes
    of the past never make everybody equal.
    """
    before = _equals(cohorts.habits.values(), claim.other)
    if after is None or before is None or claim.verdict not in {Verdict.MORE, Verdict.FEWER}:
        return claim
    was_there = before.adjusted / after.adjusted >= HABIT_SHARE
    if not was_there or exceeds(after, before) < level:
        return claim
    return replace(claim, verdict=Verdict.HABIT, before=before)


def _verdict(change: float, p: float) -> Verdict:
    if p >= LEVEL:
        return Verdict.UNPROVEN
    return Verdict.MORE if change > 0 else Verdict.FEWER


def _crude(cohorts: Cohorts, other: Group) -> tuple[float, Interval, float] | None:
    others, promoters = cohorts.lives[other], cohorts.lives[Group.PROMOTER]
    in_sight = min(table.at_risk(cohorts.horizon) for table in (others, promoters))
    if in_sight < survival.SMALLEST_RISK_SET:
        return None
    found = survival.compare(others, promoters, cohorts.horizon)
    return (found.change, found.interval, found.p) if found else None


def _equals(strata_of: Iterable[Mapping[Group, Share]], other: Group) -> AdjustedDifference | None:
    nobody = Share(0, 0)
    strata = []
    for groups in strata_of:
        promoters, others = groups.get(Group.PROMOTER, nobody), groups.get(other, nobody)
        if promoters.n and others.n:
            strata.append(Stratum(promoters.n, promoters.did, others.n, others.did))
    if min(sum(one.exposed for one in strata), sum(one.others for one in strata)) < FEWEST:
        return None
    return mantel_haenszel(strata)


def _closed(cohorts: Cohorts, groups: Sequence[Group]) -> Share:
    return _sum(
        share for month in cohorts.months.values() for group, share in month.items() if group in groups
    )


def _sum(shares: Iterable[Share]) -> Share:
    kept = list(shares)
    return Share(sum(one.did for one in kept), sum(one.n for one in kept))


def _trend(cohorts: Cohorts) -> list[Month]:
    return [
        Month(
            first,
            groups.get(Group.PROMOTER, Share(0, 0)),
            _sum(share for group, share in groups.items() if group is not Group.PROMOTER),
        )
        for first, groups in sorted(cohorts.months.items())
    ]


def _reorders(cohorts: Cohorts) -> Share | None:
    """Of the detractors who bought again: those who had an order cancelled or paid back just before."""
    bought = failed = 0
    for past, groups in cohorts.pasts.items():
        did = groups.get(Group.DETRACTOR, Share(0, 0)).did
        bought += did
        failed += did if past.failed else 0
    found = Share(failed, bought)
    is_worth_a_word = failed >= FEWEST_REORDERS and failed >= REORDERS_SHARE * bought
    return found if is_worth_a_word else None
