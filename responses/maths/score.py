"""From counts of answers to the Net Promoter Score, exact and as it is shown."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from responses.maths import sane, scale


@dataclass(frozen=True, slots=True)
class Counts:
    """Answers by category, always in the order detractors, passives, promoters.

    Weighted and smoothed counts are fractions of answers, so the fields need not be whole.
    Raises ValueError for a count that is negative or not finite.
    """

    det: float
    pas: float
    pro: float

    def __post_init__(self) -> None:
        """Refuse what no number of answers can be."""
        if any(not math.isfinite(count) or count < 0 for count in (self.det, self.pas, self.pro)):
            raise ValueError(f"counts are finite and not negative: {self.det}, {self.pas}, {self.pro}")

    @classmethod
    def from_histogram(cls, eleven: Sequence[float]) -> "Counts":
        """Add up the eleven counts of the scores 0 to 10. Raises ValueError unless there are eleven."""
        if len(eleven) != len(scale.SCORES):
            raise ValueError(f"a histogram has {len(scale.SCORES)} counts, not {len(eleven)}")
        passive, promoter = scale.DETRACTOR_MAX + 1, scale.PASSIVE_MAX + 1
        if any(count < 0 for count in eleven):
            raise ValueError("a histogram has no negative counts")
        return cls(sum(eleven[:passive]), sum(eleven[passive:promoter]), sum(eleven[promoter:]))

    @classmethod
    def from_scores(cls, scores: Iterable[int]) -> "Counts":
        """Count scores from 0 to 10. Raises ValueError for anything else."""
        eleven = [0] * len(scale.SCORES)
        for score in scores:
            scale.category(score)
            eleven[score] += 1
        return cls.from_histogram(eleven)

    @property
    def n(self) -> float:
        """The number of answers."""
        return self.det + self.pas + self.pro

    @property
    def total(self) -> float:
        """Promoters minus detractors."""
        return self.pro - self.det

    def __add__(self, other: "Counts") -> "Counts":
        """Return both groups of answers together."""
        return Counts(self.det + other.det, self.pas + other.pas, self.pro + other.pro)

    def without(self, part: "Counts") -> "Counts":
        """Return these answers less a part of them. Raises ValueError when the part is not inside."""
        return Counts(self.det - part.det, self.pas - part.pas, self.pro - part.pro)

    def times(self, factor: float) -> "Counts":
        """Return every count multiplied by the factor."""
        return Counts(self.det * factor, self.pas * factor, self.pro * factor)


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole numbers on screen: three shares that make 100, and the score that is their difference."""

    det: int
    pas: int
    pro: int
    score: int


def nps(counts: Counts) -> float | None:
    """Return the NPS in points, -100 to 100: 100 (pro - det) / n. None without answers, never 0."""
    return 100 * counts.total / counts.n if counts.n else None


def share(part: float, whole: float) -> float | None:
    """Return a part of a whole in percent, or None where the whole is nothing."""
    return 100 * part / whole if whole else None


def variance(counts: Counts) -> float | None:
    """Return V = p + d - (p - d)^2, the variance of one answer taken as -1, 0 or +1. None without answers."""
    if not counts.n:
        return None
    mean = counts.total / counts.n
    return max(0.0, (counts.pro + counts.det) / counts.n - mean * mean)


def sd_points(counts: Counts) -> float | None:
    """Return the standard deviation of one answer in NPS points, 100 sqrt(V). None without answers."""
    unit = variance(counts)
    return None if unit is None else 100 * math.sqrt(unit)


def mean_score(eleven: Sequence[float]) -> float | None:
    """Return the mean of the scores 0 to 10 from their eleven counts. None without answers."""
    n = Counts.from_histogram(eleven).n
    return sum(value * count for value, count in enumerate(eleven)) / n if n else None


def round_half_away(value: float) -> int:
    """Round to a whole number, halves away from zero, never "-0".

    Python's round() goes to even and JavaScript's Math.round() goes up: both break the symmetry of the scale.
    """
    sane.finite(value=value)
    exact = abs(Fraction(value))
    whole = math.floor(exact + Fraction(1, 2))
    return whole if value >= 0 else -whole


def shown(counts: Counts) -> Shown | None:
    """Return the three shares and the score as whole numbers, or None without answers.

    Largest remainder: each share is rounded down, and the one or two points missing to 100 go to the
    largest remainders. Where detractors and promoters tie, the NPS is itself whole and neither side may
    win a point over the other; any other tie goes to the shares whose difference is nearest to the NPS, and
    the last one to the passives, so that no side is favoured.
    """
    if not counts.n:
        return None
    whole = sum(Fraction(count) for count in (counts.det, counts.pas, counts.pro))
    exact = [100 * Fraction(count) / whole for count in (counts.det, counts.pas, counts.pro)]
    floors = [math.floor(value) for value in exact]
    remainders = [value - low for value, low in zip(exact, floors, strict=True)]
    target = exact[2] - exact[0]

    def rank(raised: tuple[int, ...]) -> tuple[Fraction, ...]:
        error = abs(floors[2] - floors[0] + (2 in raised) - (0 in raised) - target)
        won = sum((remainders[place] for place in raised), Fraction(0))
        balanced = remainders[0] == remainders[2] and counts.pas > 0
        fewest = Fraction(-sum(exact[place] for place in raised))
        passives = Fraction(1 in raised)
        return (-error, won, fewest, passives) if balanced else (won, -error, fewest, passives)

    raised = max(combinations(range(3), 100 - sum(floors)), key=rank)
    det, pas, pro = (low + (place in raised) for place, low in enumerate(floors))
    return Shown(det, pas, pro, pro - det)
