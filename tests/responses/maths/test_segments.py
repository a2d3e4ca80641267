"""Segments against the rest and against each other."""

import pytest

from responses.maths import segments
from responses.maths.score import Counts, nps

GROUPS = {"web": Counts(10, 20, 70), "tienda": Counts(30, 30, 40), "nadie": Counts(0, 0, 0)}


def test_segment_minus_total_is_a_part_of_segment_minus_rest() -> None:
    found = segments.against_rest(GROUPS)["web"]
    total = segments.together(GROUPS)
    points, all_points = nps(GROUPS["web"]), nps(total)
    assert found.difference is not None
    assert points is not None
    assert all_points is not None
    share = GROUPS["web"].n / total.n
    assert points - all_points == pytest.approx((1 - share) * found.difference.change)


def test_a_segment_without_answers_has_no_numbers() -> None:
    empty = segments.against_rest(GROUPS)["nadie"]
    assert (empty.nps, empty.interval, empty.difference, empty.p_holm, empty.p_bh) == (None,) * 5
    assert set(segments.pairs(GROUPS)) == {("web", "tienda")}


def test_the_only_segment_has_no_rest() -> None:
    only = segments.against_rest({"todos": Counts(1, 2, 3)})["todos"]
    assert only.difference is None
    assert only.interval is not None
    assert segments.against_rest({}) == segments.pairs({}) == {}


def test_a_pair_is_the_second_minus_the_first() -> None:
    pair = segments.pairs(GROUPS)["web", "tienda"]
    assert pair.difference.change == pytest.approx(10 - 60)
    assert pair.p_holm == pair.difference.p
