from datetime import UTC, date, datetime, timedelta

import pytest

from contacts.rules.rhythm import RECENT, own_days, quadrant, rhythm_of

LAST = datetime(2026, 1, 1, 12, tzinfo=UTC)


def at(days, *, bought=(date(2026, 1, 1),), product=None):
    return rhythm_of(bought, LAST, product_days=product, now=LAST + timedelta(days=days))


def test_two_distances_make_a_rhythm_of_ones_own():
    assert own_days([date(2026, 1, 1), date(2026, 1, 31)]) is None
    assert own_days([date(2026, 1, 1), date(2026, 1, 31), date(2026, 3, 2)]) == 30
    # One long pause does not make a slow customer of a quick one.
    assert own_days([date(2025, 1, 1), date(2025, 1, 8), date(2025, 1, 15), date(2025, 9, 1)]) == 7


def test_a_rhythm_of_24_months_in_month_3_is_not_yet_due():
    found = at(91, product=730)
    assert (found.state, found.buys, found.days) == ("not_yet", True, 730)


@pytest.mark.parametrize(
    ("days", "state", "buys"), [(0, "not_yet", True), (26, "not_yet", True), (27, "due", True), (44, "due", True),
                                (45, "late", False)]
)  # fmt: skip
def test_not_yet_due_and_late(days, state, buys):
    found = at(days, product=30)
    assert (found.state, found.buys) == (state, buys)
    turns = {"not_yet": found.due_at, "due": found.late_at, "late": None}[state]
    assert found.turns_at == turns


def test_ones_own_rhythm_goes_before_the_products():
    bought = [date(2025, 12, 1), date(2025, 12, 16), date(2026, 1, 1)]
    assert at(1, bought=bought, product=365).days == 15


def test_without_any_rhythm_half_a_year_counts_as_buying():
    assert (at(100).state, at(100).buys, at(100).turns_at) == ("unknown", True, LAST + RECENT)
    assert (at(181).state, at(181).buys, at(181).turns_at) == ("unknown", False, None)


def test_whoever_never_bought():
    found = rhythm_of([], None, product_days=None, now=LAST)
    assert (found.state, found.buys, quadrant("yes", found)) == ("", False, "yes_not")
