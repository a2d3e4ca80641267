"""A local line through weekly scores, as other programs draw it. Kept to compare with `trend.kernel`."""

import math
from collections.abc import Sequence

from responses.maths import sane
from responses.maths.trend import tricube


def fit(points: Sequence[tuple[float, float]], span: float = 0.75) -> list[float]:
    """Fit a local line through (number of answers, score) at equal steps of time; return it at each step.

    R loess(degree = 1, weights = n, surface = "direct"). For comparing only: it may leave the scale.
    Raises ValueError unless span > 0.
    """
    sane.above_zero(span=span)
    near = min(len(points), math.floor(len(points) * span + 1e-5))
    fitted = []
    for here in range(len(points)):
        distances = sorted(abs(other - here) for other in range(len(points)))
        reach = distances[max(near, 1) - 1] * max(1.0, span)
        fitted.append(_local_line(points, here, max(reach, 1e-9)))
    return fitted


def _local_line(points: Sequence[tuple[float, float]], here: int, reach: float) -> float:
    weights = [n * tricube(abs(x - here) / reach) for x, (n, _) in enumerate(points)]
    total = sum(weights)
    if not total:
        return points[here][1]
    mean_x = sum(weight * x for x, weight in enumerate(weights)) / total
    mean_y = sum(weight * y for weight, (_, y) in zip(weights, points, strict=True)) / total
    spread = sum(weight * (x - mean_x) ** 2 for x, weight in enumerate(weights))
    if spread < 1e-12 * total:
        return mean_y
    both = sum(
        weight * (x - mean_x) * y for x, (weight, (_, y)) in enumerate(zip(weights, points, strict=True))
    )
    return mean_y + both / spread * (here - mean_x)
