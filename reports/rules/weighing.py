"""May the score be weighted to the customer base, does that say anything new, and if not, why not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from responses.maths import weights
from responses.maths.interval import Interval
from responses.maths.score import Counts

NOTHING = Counts(0, 0, 0)


class Outcome(StrEnum):
    """Refused (the first five), not worth it (the next two), or weighted."""

    NO_BASE = "no_base"  # nobody is known to weigh by
    UNCOVERED = "uncovered"  # customers in a group of which nobody answered
    TOO_FEW = "too_few"  # groups under ten answers, even put together
    ONE_GROUP = "one_group"
    TOO_COSTLY = "too_costly"  # weights would leave too little of the answers
    ALIKE = "alike"  # the answers have the mix of the base already
    NO_NEWS = "no_news"  # the two differ by less than half the interval
    COSTLY = "costly"  # weighted, with a warning
    WEIGHTED = "weighted"


@dataclass(frozen=True)
class Weighing:
    """`weighted`, its interval and n_eff are None where they cannot be had; they may be there and not be advised."""

    outcome: Outcome
    n: int  # answers of the groups known in the base
    raw: float | None = None
    weighted: float | None = None
    interval: Interval | None = None
    n_eff: float | None = None
    silent: list[str] = field(default_factory=list)  # groups of the base without an answer
    silent_share: float = 0.0
    bounds: Interval | None = None  # of the whole, whatever the silent groups think
    merged: list[str] = field(default_factory=list)  # small groups that were weighted as one
    left_out: int = 0  # answers of nobody known in the base

    @property
    def is_headline(self) -> bool:
        """Whether the weighted score says more about the customers than the raw one."""
        return self.outcome in {Outcome.COSTLY, Outcome.WEIGHTED}


def weigh(base: Mapping[str, int], answers: Mapping[str, Counts]) -> Weighing:
    """Weight the answers of groups to the sizes of the groups in the base, as far as that is sound."""
    known = {name: size for name, size in base.items() if size}
    counts = {name: answers.get(name, NOTHING) for name in known}
    n = int(sum(each.n for each in counts.values()))
    left_out = int(sum(each.n for name, each in answers.items() if name not in known))
    if not known or not n:
        return Weighing(Outcome.TOO_FEW if known else Outcome.NO_BASE, n, left_out=left_out)
    if len(known) == 1:
        return Weighing(Outcome.ONE_GROUP, n, left_out=left_out)
    silent = sorted(name for name, each in counts.items() if not each.n)
    if silent:
        share, bounds = weights.uncovered(known, counts)
        return Weighing(
            Outcome.UNCOVERED, n, silent=silent, silent_share=share, bounds=bounds, left_out=left_out
        )
    sizes, cells, merged = _without_small_groups(known, counts)
    if weights.small_cells(cells):
        return Weighing(Outcome.TOO_FEW, n, merged=merged, left_out=left_out)
    if len(cells) == 1:
        return Weighing(Outcome.ONE_GROUP, n, merged=merged, left_out=left_out)
    found = weights.post_stratify(sizes, cells)
    return Weighing(
        _outcome(found),
        n,
        raw=found.raw_nps,
        weighted=found.nps,
        interval=found.interval,
        n_eff=found.kish.n_eff,
        merged=merged,
        left_out=left_out,
    )


def _without_small_groups(
    base: Mapping[str, int], counts: Mapping[str, Counts]
) -> tuple[dict[str, int], dict[str, Counts], list[str]]:
    """Groups under ten answers as one; a single one joins the smallest of the others."""
    small = weights.small_cells(counts)
    large = sorted(set(counts) - set(small), key=lambda name: counts[name].n)
    if len(small) == 1 and large:
        small.append(large.pop(0))
    sizes = {name: base[name] for name in large}
    cells = {name: counts[name] for name in large}
    if small:
        together = "+".join(small)
        sizes[together] = sum(base[name] for name in small)
        cells[together] = sum((counts[name] for name in small), NOTHING)
    return sizes, cells, sorted(small)


def _outcome(found: weights.PostStratified) -> Outcome:
    n, n_eff = found.kish.n, found.kish.n_eff
    if not weights.headline_allowed(n_eff, n):
        return Outcome.TOO_COSTLY
    if not weights.worth_showing(found.raw_nps, found.nps, found.interval):
        far = max(abs(found.sample_share[name] - share) for name, share in found.population_share.items())
        return Outcome.ALIKE if far < ALIKE_WITHIN else Outcome.NO_NEWS
    return Outcome.COSTLY if weights.weights_are_costly(n_eff, n) else Outcome.WEIGHTED


ALIKE_WITHIN = 0.03  # no group's share among the answers is further than this from its share of the base
