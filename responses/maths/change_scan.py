"""Has the NPS dropped? One test a day that raises few false alarms, and two charts that support it.

The thresholds were calibrated by simulation (docs/STATISTICS.md): with nothing changing, an alarm at 4.0
comes up in 1.6-4 % of the years.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from responses.maths import sane
from responses.maths.interval import PSEUDO
from responses.maths.score import Counts, nps, variance

Sums = tuple[float, float, float]  # detractors, passives, promoters
Aside = Callable[[int, int], Sums]
NOTHING: Sums = (0, 0, 0)
ALARM = 4.0
WATCH = 3.5
# With many segments watched at once the threshold rises, or chance alone would ring every month.
ALARM_BY_STREAMS = ((1, 4.0), (8, 4.5), (40, 5.0))
MEAN_MOVING_RANGE = 1.128


@dataclass(frozen=True, slots=True)
class Scan:
    """How much of the history the scan looks at. Days are indices into the daily counts."""

    min_before: float = 50
    min_after: float = 15
    lookback_days: int = 120
    reference_days: int = 365
    candidate_step_days: int = 3
    youngest_candidate_days: int = 2


@dataclass(frozen=True, slots=True)
class Drop:
    """The strongest drop found: its z (0 if none), the day it seems to have begun, and both sides of it."""

    z: float
    day: int | None
    before: Counts | None = None
    after: Counts | None = None

    def alarm(self, threshold: float = ALARM) -> bool:
        """Say whether the drop is strong enough to tell people about."""
        return self.z >= threshold

    def watch(self, threshold: float = WATCH) -> bool:
        """Say whether the drop is worth a look."""
        return self.z >= threshold


@dataclass(frozen=True, slots=True)
class Wander:
    """How much the weeks wander beyond chance: their z, the factor phi, and Laney's sigma of the z."""

    baseline: float | None
    z: list[float]
    phi_rms: float
    phi: float
    sigma_z: float | None


def drop(
    daily: Sequence[Counts], today: int | None = None, scan: Scan | None = None, phi: float = 1.0
) -> Drop:
    """Return the strongest drop up to today (the last day unless given) among the candidate days.

    Two-sample scan: for k = today-2, today-5, ... at most 120 back, A = [k-365, k) and B = [k, today],
    z_k = (e_A - e_B) / sqrt(max(V_pooled (1/n_A + 1/n_B), V'_A/N_A + V'_B/N_B)), primes with the three
    pseudo-answers; max z_k / phi. Raises ValueError when today is not a day of the counts or phi < 1.
    """
    today = len(daily) - 1 if today is None else today
    if not daily:
        return Drop(0.0, None)
    if not 0 <= today < len(daily):
        raise ValueError(f"day {today} is not among the {len(daily)} days given")
    return strongest(running_totals(daily), today, scan, phi)


def running_totals(daily: Sequence[Counts]) -> list[Counts]:
    """Return the answers before day 0, before day 1, and so on to the end: one more than there are days."""
    return list(accumulate(daily, initial=Counts(0, 0, 0)))


def strongest(
    until: Sequence[Counts],
    today: int,
    scan: Scan | None = None,
    phi: float = 1.0,
    since: int = 0,
    aside: Aside | None = None,
) -> Drop:
    """Return the same as `drop` from running totals, looking at nothing before the day `since`.

    For a look on many days in a row, and to start afresh after a change that is known. `aside(a, b)` says which of
    the answers of the days a to b - 1 do not count there (detractors, passives, promoters). Raises ValueError where
    phi < 1.
    """
    scan = scan or Scan()
    if not (phi >= 1 and math.isfinite(phi)):
        raise ValueError("phi never sharpens the test: it is 1 or more")
    best = Drop(0.0, None)
    first = max(since + 1, today - scan.lookback_days)
    end = until[today + 1]
    for day in range(today - scan.youngest_candidate_days, first - 1, -scan.candidate_step_days):
        begin = max(since, day - scan.reference_days)
        # Plain numbers: a year of daily looks at a hundred scores is a million of these.
        before = _side(until[begin], until[day], aside(begin, day) if aside else NOTHING)
        after = _side(until[day], end, aside(day, today + 1) if aside else NOTHING)
        if sum(before) < scan.min_before or sum(after) < scan.min_after:
            continue
        z = _z((before[0], before[2], sum(before)), (after[0], after[2], sum(after)))
        if z / phi > best.z:
            best = Drop(z / phi, day, Counts(*before), Counts(*after))
    return best


def _side(start: Counts, end: Counts, less: Sums) -> Sums:
    det, pas, pro = (
        end.det - start.det - less[0],
        end.pas - start.pas - less[1],
        end.pro - start.pro - less[2],
    )
    # What is set aside is counted a moment later than what there is.
    return (max(0, det), max(0, pas), max(0, pro))


def drop_z(before: Counts, after: Counts) -> float:
    """Return the standardised fall from before to after; positive when the NPS went down.

    Raises ValueError where a side has no answers.
    """
    if not before.n or not after.n:
        raise ValueError("both sides need answers")
    return _z((before.det, before.pro, before.n), (after.det, after.pro, after.n))


def _z(before: tuple[float, float, float], after: tuple[float, float, float]) -> float:
    """Each side as detractors, promoters and all answers."""
    (det_1, pro_1, n_1), (det_2, pro_2, n_2) = before, after
    n = n_1 + n_2
    mean = (pro_1 + pro_2 - det_1 - det_2) / n
    pooled = max(0.0, (pro_1 + pro_2 + det_1 + det_2) / n - mean * mean)
    smoothed = _smoothed(det_1, pro_1, n_1) + _smoothed(det_2, pro_2, n_2)
    error = math.sqrt(max(pooled * (1 / n_1 + 1 / n_2), smoothed))
    return ((pro_1 - det_1) / n_1 - (pro_2 - det_2) / n_2) / error


def _smoothed(det: float, pro: float, n: float) -> float:
    """V'/N of one side with the pseudo-answers of `interval.adjusted`."""
    wide = n + PSEUDO.n
    mean = (pro - det) / wide
    return max(0.0, (pro + det + PSEUDO.pro + PSEUDO.det) / wide - mean * mean) / wide


def wander(weekly: Sequence[Counts]) -> Wander:
    """Return how much more the weeks differ than chance explains; weeks without answers are left out.

    z = (e_week - e) / sqrt(V / n_week), phi = max(1, root mean square of z), and sigma_z = mean moving range
    of z / 1.128 (Laney 2002, p' chart).
    """
    weeks = [week for week in weekly if week.n]
    total = sum(weeks, Counts(0, 0, 0))
    spread = variance(total)
    if not spread:
        # No answers, or all the same: nothing wanders.
        return Wander(nps(total), [0.0] * len(weeks), 0.0, 1.0, 0.0 if len(weeks) > 1 else None)
    centre = total.total / total.n
    z = [(week.total / week.n - centre) / math.sqrt(spread / week.n) for week in weeks]
    phi_rms = math.sqrt(sum(value * value for value in z) / len(z))
    ranges = [abs(later - earlier) for earlier, later in pairwise(z)]
    sigma_z = sum(ranges) / len(ranges) / MEAN_MOVING_RANGE if ranges else None
    return Wander(nps(total), z, phi_rms, max(1.0, phi_rms), sigma_z)


def alarm_threshold(streams: int) -> float:
    """Return the alarm threshold for so many scores watched at once: 4.0 for one, 4.5 to 8, 5.0 above."""
    return next((z for most, z in ALARM_BY_STREAMS if streams <= most), ALARM_BY_STREAMS[-1][1])


def cusum(values: Sequence[float], baseline: float, slack: float) -> list[float]:
    """Return Page's downward CUSUM, S <- max(0, S + (baseline - x) - slack), after each value.

    All in one unit, -1 to 1 or points. A second engine for few answers: it needs a frozen baseline of 200.
    """
    sane.finite(baseline=baseline)
    sane.not_negative(slack=slack)
    sane.all_finite("values", values)
    path, total = [], 0.0
    for value in values:
        total = max(0.0, total + (baseline - value) - slack)
        path.append(total)
    return path


def confidence_sequence_radius(n: float, sd: float, rho: float = 0.15, alpha: float = 0.05) -> float | None:
    """Return the half width, in the unit of sd, that holds at every n at once; None where n is 0.

    Asymptotic confidence sequence (Waudby-Smith et al. 2021):
    sd sqrt(2 (n rho^2 + 1) / (n^2 rho^2) log(sqrt(n rho^2 + 1) / alpha)).
    """
    sane.finite(n=n, rho=rho)
    sane.not_negative(sd=sd)
    if rho <= 0 or not 0 < alpha < 1:
        raise ValueError("rho is above zero and alpha between 0 and 1")
    if n <= 0:
        return None
    inside = n * rho * rho + 1
    return sd * math.sqrt(2 * inside / (n * n * rho * rho) * math.log(math.sqrt(inside) / alpha))
