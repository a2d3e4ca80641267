from reports.rules.weighing import Outcome, weigh
from responses.maths.score import Counts

AT_MINUS_40 = Counts(60, 20, 20)
AT_PLUS_40 = Counts(60, 60, 180)


def test_uneven_answers_are_weighted_to_the_base():
    found = weigh({"Centro": 8000, "Norte": 2000}, {"Centro": AT_MINUS_40, "Norte": AT_PLUS_40})
    assert found.outcome is Outcome.COSTLY  # 153 of 400 answers are left
    assert round(found.raw) == 20
    assert round(found.weighted) == -24
    assert round(found.interval.low) == -36
    assert round(found.interval.high) == -10
    assert round(found.n_eff) == 153


def test_a_mild_weighting_comes_without_a_warning():
    found = weigh({"a": 7000, "b": 3000}, {"a": Counts(200, 100, 100), "b": Counts(40, 60, 300)})
    assert found.outcome is Outcome.WEIGHTED
    assert found.is_headline


def test_answers_with_the_mix_of_the_base_need_no_weights():
    found = weigh({"a": 500, "b": 500}, {"a": Counts(10, 10, 30), "b": Counts(20, 10, 20)})
    assert found.outcome is Outcome.ALIKE
    assert not found.is_headline
    assert found.weighted == found.raw


def test_a_difference_within_half_the_interval_is_no_news():
    found = weigh({"a": 700, "b": 300}, {"a": Counts(10, 10, 30), "b": Counts(10, 10, 30)})
    assert found.outcome is Outcome.NO_NEWS


def test_weights_that_eat_the_answers_are_refused():
    found = weigh({"a": 9800, "b": 200}, {"a": Counts(8, 2, 2), "b": Counts(40, 60, 300)})
    assert found.outcome is Outcome.TOO_COSTLY
    assert not found.is_headline


def test_a_group_without_answers_is_named_with_what_it_could_do():
    found = weigh({"a": 750, "b": 200, "sur": 50}, {"a": AT_PLUS_40, "b": AT_PLUS_40})
    assert found.outcome is Outcome.UNCOVERED
    assert found.silent == ["sur"]
    assert round(100 * found.silent_share) == 5
    assert round(found.bounds.low) == 33
    assert round(found.bounds.high) == 43
    assert found.weighted is None


def test_small_groups_are_weighted_as_one():
    base = {"a": 900, "b": 50, "c": 50}
    found = weigh(base, {"a": AT_MINUS_40, "b": Counts(1, 1, 5), "c": Counts(1, 1, 5)})
    assert found.merged == ["b", "c"]
    assert found.weighted is not None
    alone = weigh({"a": 900, "b": 50, "c": 50}, {"a": AT_MINUS_40, "b": AT_PLUS_40, "c": Counts(0, 0, 9)})
    assert alone.merged == ["a", "c"]  # joins the smallest of the others


def test_groups_under_ten_answers_are_not_weighted():
    found = weigh({"a": 50, "b": 50}, {"a": Counts(1, 1, 2), "b": Counts(1, 1, 2)})
    assert found.outcome is Outcome.TOO_FEW
    assert weigh({"a": 50, "b": 50}, {}).outcome is Outcome.TOO_FEW


def test_answers_of_unknown_groups_are_left_out():
    found = weigh(
        {"a": 80, "b": 20}, {"a": AT_MINUS_40, "b": AT_PLUS_40, "": Counts(0, 0, 7), "x": Counts(1, 0, 0)}
    )
    assert found.left_out == 8
    assert found.n == 400


def test_without_groups_or_customers_there_is_nothing_to_weight():
    assert weigh({}, {"a": AT_PLUS_40}).outcome is Outcome.NO_BASE
    assert weigh({"a": 10, "b": 0}, {"a": AT_PLUS_40}).outcome is Outcome.ONE_GROUP
