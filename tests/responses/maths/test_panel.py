"""The same customers twice."""

import pytest

from responses.maths import panel
from responses.maths.score import Counts

STABLE = [[10, 3, 2], [4, 15, 6], [1, 7, 52]]


def test_a_table_is_read_by_rows_and_columns() -> None:
    read = panel.read([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    assert (read.before, read.after) == (Counts(6, 15, 24), Counts(12, 15, 18))
    assert (read.improved, read.worsened) == (2 + 3 + 6, 4 + 7 + 8)
    assert panel.nps_of_waves(STABLE) == (45.0, 45.0)


@pytest.mark.parametrize("table", [[[1, 2], [3, 4]], [[1, 2, 3]] * 2, [[1, 2, -3]] * 3])
def test_any_other_table_is_refused(table: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="panel table"):
        panel.read(table)


def test_a_wave_of_one_category_counts_as_independent() -> None:
    all_promoters = [[0, 0, 0], [0, 0, 0], [1, 2, 7]]
    assert panel.read(all_promoters).correlation == 0
    found = panel.difference(all_promoters)
    assert found is not None
    assert found.p == pytest.approx(panel.p_if_independent(all_promoters))


def test_nobody_in_the_table() -> None:
    empty = [[0, 0, 0]] * 3
    assert panel.difference(empty) is panel.paired_t(empty) is None
    assert panel.overlap(Counts(0, 0, 0), Counts(0, 0, 0), 0, 0.3) is None


def test_everybody_moving_alike_is_certain() -> None:
    # All of them went up by one category, so r = 1 and nothing is left to chance but the size of the sample.
    found = panel.difference([[0, 20, 0], [0, 0, 20], [0, 0, 0]])
    assert found is not None
    assert found.change == 100
    assert found.interval.low > 90


def test_no_overlap_is_a_comparison_of_strangers_and_full_overlap_a_panel() -> None:
    before, after = Counts(15, 25, 60), Counts(20, 30, 50)
    strangers, same = panel.overlap(before, after, 0, 0.45), panel.overlap(before, after, 100, 0.45)
    assert strangers is not None
    assert same is not None
    assert strangers.correlation == 0
    assert same.correlation == pytest.approx(0.45)
    assert same.wald_error < strangers.wald_error
    with pytest.raises(ValueError, match="no more people"):
        panel.overlap(before, after, 101, 0.45)
