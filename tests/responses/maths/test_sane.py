"""What no number of customers, days or money can be is refused by its name, and never becomes a figure."""

import math
from collections.abc import Callable
from typing import Any

import pytest

from responses.maths import (
    beta,
    change_scan,
    coverage,
    interval,
    loess,
    mover,
    potential,
    raking,
    rank_correlation,
    rates,
    revenue,
    samples,
    score,
    shrinkage,
    student,
    survival,
    trend,
    weights,
)
from responses.maths.interval import Interval
from responses.maths.score import Counts
from responses.maths.strata import Stratum

ANSWERS = Counts(5, 6, 7)
CUSTOMERS = [survival.Customer(5, True)] * 20 + [survival.Customer(9, False)] * 20
TABLE = survival.life_table(CUSTOMERS)
DAILY = [[1] * 11] * 40
AROUND = Interval(0, 0.2)

# Not one of them may be negative either.
COUNTED: list[tuple[str, Callable[[float], Any]]] = [
    ("days", lambda bad: survival.life_table([survival.Customer(bad, True)])),
    ("days", lambda bad: survival.bought_by(CUSTOMERS, bad)),
    ("days", lambda bad: survival.naive_rate(CUSTOMERS, bad)),
    ("days", lambda bad: survival.compare(TABLE, TABLE, bad)),
    ("days", lambda bad: survival.curve(survival.LifeTable({bad: 3}, {9: 20}))),
    ("counts", lambda bad: survival.bought_in(survival.LifeTable({5: bad}, {9: 20}), 5)),  # type: ignore[dict-item]
    ("counts", lambda bad: survival.log_rank_in({"a": survival.LifeTable({}, {9: bad}), "b": TABLE})),  # type: ignore[dict-item]
    ("exposed", lambda bad: Stratum(bad, 0, 10, 5)),
    ("others_bought", lambda bad: Stratum(10, 5, 10, bad)),
    ("amounts", lambda bad: revenue.by_category({"a": [1.0], "b": [bad]})),
    ("amounts", lambda bad: revenue.bootstrap_t([bad, 1.0, 2.0])),
    ("amounts", lambda bad: revenue.share_from_top([bad, 1.0])),
    ("top", lambda bad: revenue.share_from_top([1.0, 2.0], bad)),
    ("resamples", lambda bad: revenue.bootstrap_t([1.0, 2.0, 4.0], resamples=bad)),  # type: ignore[arg-type]
    ("confidence", lambda bad: revenue.bootstrap_t([1.0, 2.0, 4.0], bad)),
    ("average_order", lambda bad: potential.Segment(20, 5, bad)),
    ("n", lambda bad: potential.of_segments({"a": potential.Segment(bad, 0, 5)})),
    ("kappa", lambda bad: potential.of_segments({"a": potential.Segment(20, 5, 3)}, bad)),
    ("kappa", lambda bad: shrinkage.toward_pool({"a": ANSWERS}, bad)),
    ("n_before", lambda bad: rates.difference(0, bad, 5, 10)),
    ("proportion", lambda bad: interval.wilson_z(0.5, bad, 2)),
    ("z", lambda bad: interval.score_interval_z(ANSWERS, bad)),
    ("weight", lambda bad: mover.weighted_sum([(bad, 0.1, AROUND)])),
    ("population", lambda bad: weights.uncovered({"a": bad, "b": 3}, {"a": ANSWERS})),
    ("weights", lambda bad: raking.trim({("a",): bad}, {("a",): ANSWERS})),
    ("sd_before", lambda bad: samples.smallest_detectable_change(bad, 10)),
    ("n_after", lambda bad: samples.smallest_detectable_change(70, 10, n_after=bad)),
    ("margin", samples.answers_for_margin),
    ("sd", lambda bad: samples.answers_for_margin(5, bad)),
    ("population", lambda bad: samples.answers_for_margin(5, population=bad)),
    ("sd_after", lambda bad: samples.answers_for_change(5, sd_after=bad)),
    ("drop", samples.answers_until_alert),
    ("phi", lambda bad: change_scan.drop([ANSWERS] * 200, phi=bad)),
    ("slack", lambda bad: change_scan.cusum([1], 0, bad)),
    ("sd", lambda bad: change_scan.confidence_sequence_radius(5, bad)),
    ("invited", lambda bad: coverage.representativeness({"a": bad, "b": 9}, {"a": 0, "b": 3})),
    ("responded", lambda bad: coverage.mix_bias({"a": 9}, {"a": bad}, {"a": 10})),
    ("sd_points", lambda bad: coverage.representativeness({"a": 9}, {"a": 5}, bad)),
    ("invited", lambda bad: coverage.manski(ANSWERS, bad)),
    ("half_life_days", lambda bad: trend.ewma(DAILY, bad)),
    ("bandwidth_days", lambda bad: trend.kernel(DAILY, bad)),
    ("span", lambda bad: loess.fit([(1, 2), (3, 4)], bad)),
    ("gamma", lambda bad: beta.gamma_above(bad, 1)),
]
FINITE: list[tuple[str, Callable[[float], Any]]] = [
    ("scores", lambda bad: rank_correlation.of([1, 2, bad], [1, 2, 3])),
    ("amounts", lambda bad: rank_correlation.of([1, 2, 3], [1, bad, 3])),
    ("rho", lambda bad: rank_correlation.bonett_wright(bad, 10)),
    ("amounts", lambda bad: revenue.t_interval([bad, 1.0, 2.0])),
    ("change", samples.answers_for_change),
    ("n", lambda bad: samples.finite_population_factor(1, bad)),
    ("values", lambda bad: change_scan.cusum([bad], 0, 1)),
    ("baseline", lambda bad: change_scan.cusum([1], bad, 1)),
    ("points", lambda bad: coverage.if_silent_differ(ANSWERS, 50, bad)),
    ("segment_nps", lambda bad: coverage.mix_bias({"a": 9}, {"a": 5}, {"a": bad})),
    ("first", lambda bad: mover.difference(bad, AROUND, 0.1, AROUND)),
    ("value", score.round_half_away),
    ("degrees", lambda bad: student.chi_square_p(2, bad)),
]


@pytest.mark.parametrize(("name", "call"), COUNTED)
@pytest.mark.parametrize("bad", [math.nan, math.inf, -1.0])
def test_what_cannot_be_counted_is_refused(name: str, call: Callable[[float], Any], bad: float) -> None:
    with pytest.raises(ValueError, match=name):
        call(bad)


@pytest.mark.parametrize(("name", "call"), FINITE)
@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_is_refused(name: str, call: Callable[[float], Any], bad: float) -> None:
    with pytest.raises(ValueError, match=name):
        call(bad)


def test_what_is_no_number_has_no_probability() -> None:
    for call in (lambda: student.chi_square_p(math.nan, 2), lambda: beta.incomplete_beta(math.nan, 2, 2)):
        with pytest.raises(ValueError, match="not nan"):
            call()
    assert student.chi_square_p(math.inf, 2) == 0
