"""Raking meets every margin, refuses what has no answer, and trimming keeps the sum."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from responses.maths.raking import rake, rake_weights, trim, trimmed_nps
from responses.maths.score import Counts
from responses.maths.weights import CannotWeight, post_stratify
from tests.responses.maths.strategies import answers

CELLS = [(region, kind) for region in ("norte", "sur") for kind in ("b2b", "b2c")]


@settings(deadline=None, max_examples=50)
@given(st.lists(answers, min_size=4, max_size=4), st.integers(1, 999), st.integers(1, 999))
def test_every_margin_is_met(drawn: list[Counts], north: int, business: int) -> None:
    cells = dict(zip(CELLS, drawn, strict=True))
    margins = {
        "region": {"norte": north, "sur": 1000 - north},
        "kind": {"b2b": business, "b2c": 1000 - business},
    }
    found = rake_weights(cells, margins)
    for place, sizes in enumerate(margins.values()):
        for level, size in sizes.items():
            filled = sum(found[cell] * counts.n for cell, counts in cells.items() if cell[place] == level)
            assert filled == pytest.approx(size, rel=1e-8)


def test_one_variable_is_post_stratification() -> None:
    answers_by_region = {"norte": Counts(4, 5, 6), "sur": Counts(1, 2, 9)}
    population = {"norte": 300, "sur": 700}
    raked = rake({(name,): counts for name, counts in answers_by_region.items()}, {"region": population})
    stratified = post_stratify(population, answers_by_region)
    assert raked.nps == pytest.approx(stratified.nps)
    assert raked.se_residual == pytest.approx(stratified.se_linearised)


def test_three_variables() -> None:
    cells = {(a, b, c): Counts(3, 4, 5) for a in "xy" for b in "pq" for c in "mn"}
    margins = {"first": {"x": 30, "y": 70}, "second": {"p": 50, "q": 50}, "third": {"m": 10, "n": 90}}
    assert rake(cells, margins).nps == pytest.approx(100 * 2 / 12)


@pytest.mark.parametrize(
    ("cells", "margins", "message"),
    [
        ({("norte",): Counts(1, 1, 1)}, {"region": {"norte": 5, "sur": 5}}, "no respondents in sur"),
        ({("norte",): Counts(1, 1, 1)}, {"region": {"sur": 5}}, "no respondents in sur"),
        ({("norte",): Counts(1, 1, 1)}, {"region": {"norte": 5}, "kind": {"b2b": 5}}, "one level"),
        ({("norte", "b2b"): Counts(1, 1, 1)}, {"region": {"norte": 5}, "kind": {"b2b": 6}}, "same number"),
        ({}, {}, "one level"),
    ],
)
def test_refusals(
    cells: dict[tuple[str, ...], Counts], margins: dict[str, dict[str, float]], message: str
) -> None:
    with pytest.raises(CannotWeight, match=message):
        rake(cells, margins)


def test_margins_that_exclude_each_other_are_refused() -> None:
    # All of the north is b2b and all of the south b2c, so 50/50 and 10/90 cannot both be.
    cells = {("norte", "b2b"): Counts(1, 1, 1), ("sur", "b2c"): Counts(1, 1, 1)}
    margins = {"region": {"norte": 50, "sur": 50}, "kind": {"b2b": 10, "b2c": 90}}
    with pytest.raises(CannotWeight, match="no weights meet"):
        rake(cells, margins)


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0.01, 100), answers), min_size=2, max_size=5), st.floats(1.5, 5))
def test_trimming_keeps_the_sum_inside_the_limits(drawn: list[tuple[float, Counts]], upper: float) -> None:
    weights = {(str(place),): weight for place, (weight, _) in enumerate(drawn)}
    cells = {(str(place),): counts for place, (_, counts) in enumerate(drawn)}
    total = sum(weights[cell] * cells[cell].n for cell in cells)
    mean = total / sum(counts.n for counts in cells.values())
    trimmed = trim(weights, cells, upper, 0.2)
    assert sum(trimmed[cell] * cells[cell].n for cell in cells) == pytest.approx(total, rel=1e-6)
    assert all(0.2 * mean <= weight <= upper * mean for weight in trimmed.values())
    assert trimmed_nps(cells, trimmed).n_eff > 0


def test_limits_that_do_not_surround_the_mean_are_refused() -> None:
    with pytest.raises(CannotWeight, match="surround"):
        trim({("a",): 1.0}, {("a",): Counts(1, 1, 1)}, upper=0.9)
