"""Score, interval and change as they may be shown."""

from reports.queries.score_card import change, score_card
from reports.rules.few_answers import Standing
from responses.maths.score import Counts


def test_nobody_answered():
    card = score_card(Counts(0, 0, 0))
    assert (card.standing, card.n, card.shown, card.low) == (Standing.NONE, 0, None, None)


def test_nine_answers_are_counts_only():
    card = score_card(Counts(1, 1, 7))
    assert (card.standing, card.n, card.shown) == (Standing.COUNTS, 9, None)


def test_ten_answers_are_a_first_indication():
    card = score_card(Counts(1, 2, 7))
    assert card.standing is Standing.FEW
    assert card.shown.score == 60
    assert card.low < 60 < card.high


def test_the_case_of_the_articles():
    card = score_card(Counts(18, 30, 52))
    assert card.standing is Standing.ENOUGH
    assert (card.shown.pro, card.shown.pas, card.shown.det, card.shown.score) == (52, 30, 18, 34)
    assert (card.low, card.high) == (18, 48)


def test_shares_make_a_hundred_and_the_score_is_their_difference():
    card = score_card(Counts(274, 318, 612))
    assert card.shown.det + card.shown.pas + card.shown.pro == 100
    assert card.shown.score == card.shown.pro - card.shown.det


def test_a_fall_of_nine_points_is_proven_by_800_answers_not_by_400():
    small = change(Counts(72, 120, 208), Counts(90, 120, 190))
    large = change(Counts(144, 240, 416), Counts(180, 240, 380))
    assert (small.points, small.proven) == (-9, False)
    assert (large.points, large.proven) == (-9, True)
    assert small.low < 0 < small.high
    assert large.high < 0


def test_no_change_is_told_from_too_few_answers():
    assert change(Counts(1, 1, 7), Counts(100, 100, 200)) is None
    assert change(Counts(100, 100, 200), Counts(0, 0, 0)) is None


def test_the_same_people_make_a_change_surer():
    """100 people twice, as in a panel: most stay what they were, twelve get worse."""
    table = [[20, 0, 0], [8, 22, 0], [0, 8, 42]]
    before, after = Counts(20, 30, 50), Counts(28, 30, 42)
    apart, together = change(before, after), change(before, after, table)
    assert (apart.proven, apart.in_both) == (False, 0)
    assert (together.proven, together.in_both) == (True, 100)
    assert together.high - together.low < (apart.high - apart.low) / 2
