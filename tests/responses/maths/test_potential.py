"""Where promoters do not buy."""

import pytest

from responses.maths.potential import Segment, of_segments


def test_small_segments_are_shown_but_not_ranked() -> None:
    found = of_segments({"a": Segment(100, 20, 50), "b": Segment(9, 0, 900), "c": Segment(0, 0, 0)})
    assert found is not None
    assert found.order == ["a"]
    assert found.segments["b"].potential > 0
    assert found.segments["c"].rate is found.segments["c"].wilson is None
    assert found.segments["c"].shrunk_rate == pytest.approx(found.company_rate)


def test_the_cautious_version_is_smaller() -> None:
    found = of_segments({"a": Segment(100, 20, 50), "b": Segment(100, 70, 50)})
    assert found is not None
    assert 0 < found.segments["a"].potential_cautious < found.segments["a"].potential
    assert found.segments["b"].potential == found.segments["b"].potential_cautious == 0


def test_nobody_and_nonsense() -> None:
    assert of_segments({}) is of_segments({"a": Segment(0, 0, 0)}) is None
    with pytest.raises(ValueError, match="not a proportion"):
        of_segments({"a": Segment(1, 2, 3)})
    with pytest.raises(ValueError, match="kappa"):
        of_segments({"a": Segment(2, 1, 3)}, kappa=-1)
