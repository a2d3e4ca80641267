"""Whether two rates differ: shares of people who did something, such as answered."""

from collections.abc import Callable

from responses.maths import mover
from responses.maths.compare import LARGEST_Z, Difference
from responses.maths.interval import Interval, wilson_z
from responses.maths.normal import two_sided_p, z_of
from responses.maths.roots import find_root


def difference(
    did_before: float, n_before: float, did_after: float, n_after: float, confidence: float = 0.95
) -> Difference | None:
    """Return the difference after - before of two independent shares (0 to 1), or None where a group is empty.

    Newcombe 1998, method 10: MOVER of two Wilson intervals; p belongs to the z at which a limit touches 0.
    Raises ValueError unless 0 <= did <= n and 0 < confidence < 1.
    """
    for did, n in ((did_before, n_before), (did_after, n_after)):
        if not 0 <= did <= n:
            raise ValueError(f"{did} of {n} is not a share")
    if not n_before or not n_after:
        return None
    before, after = did_before / n_before, did_after / n_after

    def limits(z: float) -> Interval:
        return mover.difference(before, wilson_z(before, n_before, z), after, wilson_z(after, n_after, z))

    return Difference(
        before, after, after - before, limits(z_of(confidence)), _p_value(after - before, limits)
    )


def _p_value(change: float, limits: Callable[[float], Interval]) -> float:
    if change == 0:
        return 1.0

    def clear_of_zero(z: float) -> float:
        return limits(z).low if change > 0 else -limits(z).high

    if clear_of_zero(LARGEST_Z) > 0:
        return 0.0
    return two_sided_p(find_root(clear_of_zero, plus=0.0, minus=LARGEST_Z, precision=1e-10))
