"""Scores of small segments drawn towards the rest, so that a ranking is not led by chance."""

from collections.abc import Mapping
from dataclasses import dataclass

from responses.maths import sane
from responses.maths.interval import adjusted
from responses.maths.roots import find_root
from responses.maths.score import Counts, nps

KAPPA = 20.0


@dataclass(frozen=True, slots=True)
class Shrunk:
    """Empirical Bayes over segments: raw and shrunken NPS and `mean` in points; variances of the -1..1 scale.

    q is Cochran's statistic; tau2_* the variance between segments by two methods, of which Paule-Mandel is
    used.
    """

    raw: dict[str, float]
    variances: dict[str, float]
    shrunk: dict[str, float]
    mean: float
    q: float
    tau2_dersimonian_laird: float
    tau2_paule_mandel: float


def empirical_bayes(segments: Mapping[str, Counts]) -> Shrunk | None:
    """Draw every segment towards the common mean by as much as its own answers are uncertain.

    shrunk = mu + tau2 / (tau2 + v)(y - mu), v the adjusted Wald variance (Paule and Mandel 1982; DerSimonian
    and Laird 1986). A segment without answers gets the mean. None where no segment has answers.
    """
    answered = {name: counts for name, counts in segments.items() if counts.n}
    if not answered:
        return None
    y = {name: counts.total / counts.n for name, counts in answered.items()}
    v = {name: adjusted(counts)[1] for name, counts in answered.items()}
    q = _heterogeneity(0.0, y, v)
    tau2 = _paule_mandel(y, v)
    mean = _mean(tau2, y, v)
    drawn = {name: mean + tau2 / (tau2 + v[name]) * (y[name] - mean) for name in answered}
    return Shrunk(
        raw={name: 100 * value for name, value in y.items()},
        variances=v,
        shrunk={name: 100 * drawn.get(name, mean) for name in segments},
        mean=100 * mean,
        q=q,
        tau2_dersimonian_laird=_dersimonian_laird(q, v),
        tau2_paule_mandel=tau2,
    )


def _mean(tau2: float, y: Mapping[str, float], v: Mapping[str, float]) -> float:
    weights = {name: 1 / (tau2 + v[name]) for name in y}
    return sum(weights[name] * y[name] for name in y) / sum(weights.values())


def _heterogeneity(tau2: float, y: Mapping[str, float], v: Mapping[str, float]) -> float:
    mean = _mean(tau2, y, v)
    return sum((y[name] - mean) ** 2 / (tau2 + v[name]) for name in y)


def _dersimonian_laird(q: float, v: Mapping[str, float]) -> float:
    # W - sum w^2 / W as a sum of pairs, which keeps its digits where one segment has nearly all of the answers.
    weights = [1 / value for value in v.values()]
    total = pairs = 0.0
    for weight in weights:
        pairs += weight * total
        total += weight
    scale = 2 * pairs / total
    return max(0.0, (q - (len(weights) - 1)) / scale) if len(weights) > 1 else 0.0


def _paule_mandel(y: Mapping[str, float], v: Mapping[str, float]) -> float:
    """Return the tau2 at which the heterogeneity is what chance gives, k - 1; 0 where it is already less."""
    expected = len(y) - 1

    def surplus(tau2: float) -> float:
        return _heterogeneity(tau2, y, v) - expected

    if not expected or surplus(0.0) <= 0:
        return 0.0
    # Scores differ by 2 at most, so their variance is below 4 times their number.
    return find_root(surplus, plus=0.0, minus=4.0 * len(y))


def toward_pool(segments: Mapping[str, Counts], kappa: float = KAPPA) -> dict[str, float]:
    """Add kappa answers of the average customer to every segment: (100 (c - b) + kappa pool) / (n + kappa).

    The simple alternative that needs nothing but counts. Empty where no segment has answers.
    Raises ValueError unless kappa > 0.
    """
    sane.above_zero(kappa=kappa)
    pool = nps(sum(segments.values(), Counts(0, 0, 0)))
    if pool is None:
        return {}
    return {
        name: (100 * counts.total + kappa * pool) / (counts.n + kappa) for name, counts in segments.items()
    }
