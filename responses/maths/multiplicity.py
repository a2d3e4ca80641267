"""Many comparisons at once: p-values that account for how many were made."""

from collections.abc import Sequence


def holm(p_values: Sequence[float]) -> list[float]:
    """Return Holm's adjusted p-values in the order given (Holm 1979), for when a decision hangs on one."""
    _check(p_values)
    count = len(p_values)
    adjusted = [0.0] * count
    highest = 0.0
    for place, index in enumerate(sorted(range(count), key=p_values.__getitem__)):
        highest = max(highest, min(1.0, (count - place) * p_values[index]))
        adjusted[index] = highest
    return adjusted


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Return q-values in the order given (Benjamini and Hochberg 1995). For exploring, at 10 %."""
    _check(p_values)
    count = len(p_values)
    adjusted = [0.0] * count
    lowest = 1.0
    for place, index in reversed(list(enumerate(sorted(range(count), key=p_values.__getitem__), start=1))):
        lowest = min(lowest, p_values[index] * (count / place))
        adjusted[index] = lowest
    return adjusted


def _check(p_values: Sequence[float]) -> None:
    if any(not 0 <= p <= 1 for p in p_values):
        raise ValueError("p-values lie between 0 and 1")
