"""Mix and rate explain the whole change."""

import pytest
from hypothesis import given

from responses.maths.decomposition import mix_and_rate
from responses.maths.score import Counts
from tests.responses.maths.strategies import groups


@given(groups, groups)
def test_mix_and_rate_add_up_to_the_change(before: dict[str, Counts], after: dict[str, Counts]) -> None:
    there, back = mix_and_rate(before, after), mix_and_rate(after, before)
    assert there is not None
    assert back is not None
    assert there.mix + there.rate == pytest.approx(there.change, abs=1e-9)
    assert back.mix == pytest.approx(-there.mix, abs=1e-9)


def test_a_segment_of_one_period_is_all_mix() -> None:
    found = mix_and_rate({"a": Counts(0, 0, 10)}, {"a": Counts(0, 0, 10), "nuevo": Counts(10, 0, 0)})
    assert found is not None
    assert found.change == -100
    assert found.rate == 0
    assert found.segments["nuevo"].nps_before is None
    assert found.segments["nuevo"].rate == 0


def test_a_period_without_answers() -> None:
    assert mix_and_rate({}, {"a": Counts(1, 1, 1)}) is None
    assert mix_and_rate({"a": Counts(1, 1, 1)}, {"a": Counts(0, 0, 0)}) is None
