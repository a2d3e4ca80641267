"""Whether two rates differ: shares of people who did something, such as answered."""

from responses.maths import mover, sane
from responses.maths.compare import Difference
from responses.maths.interval import Interval, wilson_z
from responses.maths.normal import z_of


def difference(
    did_before: float, n_before: float, did_after: float, n_after: float, confidence: float = 0.95
) -> Difference | None:
    """Return the difference after - before of two independent shares (0 to 1), or None where a group is empty.

    Newcombe 1998, method 10: MOVER of two Wilson intervals; p belongs to the z at which a limit touches 0.
    Raises ValueError unless 0 <= did <= n and 0 < confidence < 1.
    """
    sane.not_negative(did_before=did_before, n_before=n_before, did_after=did_after, n_after=n_after)
    for did, n in ((did_before, n_before), (did_after, n_after)):
        if did > n:
            raise ValueError(f"{did} of {n} is not a share")
    if not n_before or not n_after:
        return None
    before, after = did_before / n_before, did_after / n_after

    def limits(z: float) -> Interval:
        return mover.difference(before, wilson_z(before, n_before, z), after, wilson_z(after, n_after, z))

    return Difference(
        before, after, after - before, limits(z_of(confidence)), mover.p_value(after - before, limits)
    )
