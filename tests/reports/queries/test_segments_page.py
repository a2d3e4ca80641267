"""What moved the score: the case in which every group gets better and the whole gets worse."""

from reports.queries.segments_page import moved
from responses.maths.score import Counts

BEFORE = {"web": Counts(10, 20, 170), "shop": Counts(60, 40, 100)}
AFTER = {"web": Counts(3, 7, 90), "shop": Counts(165, 120, 315)}


def test_simpson():
    """Web 80 to 87, shop 20 to 25, and together 50 to 34: mix -21.8, rate +5.6."""
    found = moved(BEFORE, AFTER)
    assert (found.before, found.after, found.change) == (50, 34, -16)
    assert (found.mix, found.rate) == (-22, 6)
    assert found.against_all == "up"
    web, shop = found.movers
    assert (web.name, web.percent_before, web.percent_after, web.before, web.after) == ("web", 50, 14, 80, 87)
    assert (shop.mix, shop.rate) == (-7, 3)


def test_the_mirror_of_it():
    assert moved(AFTER, BEFORE).against_all == "down"


def test_parts_add_up_to_what_is_shown():
    for shift in range(30):
        found = moved(BEFORE, {"web": Counts(3 + shift, 7, 90), "shop": Counts(60, 40 + shift, 100)})
        assert found.mix + found.rate == found.change == found.after - found.before


def test_a_group_that_is_new_has_no_score_before():
    found = moved({"web": Counts(10, 20, 170)}, {"web": Counts(10, 20, 170), "app": Counts(50, 0, 0)})
    app = next(one for one in found.movers if one.name == "app")
    assert (app.before, app.after, app.rate) == (None, -100, 0)
    assert found.against_all == ""


def test_a_group_with_few_answers_has_effects_and_no_score():
    few = {"kiosk": Counts(1, 2, 3)}
    found = moved(BEFORE | few, AFTER | {"kiosk": Counts(9, 0, 1)})
    kiosk = next(one for one in found.movers if one.name == "kiosk")
    assert (kiosk.before, kiosk.after) == (None, -80)
    assert kiosk.rate < 0


def test_too_few_answers_move_nothing():
    assert moved({"web": Counts(1, 2, 3)}, AFTER) is None
    assert moved({}, {}) is None
