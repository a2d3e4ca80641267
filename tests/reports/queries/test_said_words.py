"""What the page of saying and buying says, from counts that are known."""

from datetime import date

import pytest

from reports.queries.said_words import said_words
from reports.rules.cohorts import HABIT_SIZE, Group, Past, Start, collect
from reports.rules.said import read

MONTH = date(2026, 3, 1)
ONCE = Past(1, 1)


def customers(group, number, buyers, *, habit=None, past=ONCE):
    """`habit`: how many of them bought in each window before the answer."""

    def habits(place):
        if habit is None:
            return None
        one = ONCE.with_habit(bought=place < habit)
        return (sum(one * HABIT_SIZE**window for window in range(3)),) * 3

    return [
        Start(group, 20 if place < buyers else None, 200, MONTH, past, habits=habits(place))
        for place in range(number)
    ]


def words(*groups):
    return said_words(read(collect([one for group in groups for one in group], 90)), "es-MX")


def test_detractors_who_buy_more_may_be_ordering_again():
    found = words(customers(Group.PROMOTER, 400, 80), customers(Group.DETRACTOR, 400, 200))
    assert found.reorders.startswith("Detractors who buy more may be ordering again what had failed.")


def test_where_failed_orders_are_known_and_few_nothing_is_supposed_of_them():
    failed = customers(Group.DETRACTOR, 5, 5, past=Past(1, 1, failed=True))
    assert (
        words(customers(Group.PROMOTER, 400, 80), customers(Group.DETRACTOR, 400, 200), failed).reorders == ""
    )


@pytest.mark.parametrize(
    ("group", "guess"),
    [(Group.DETRACTOR, "also score higher."), (Group.SILENT, "also answer more readily.")],
)
def test_a_habit_is_told_with_both_differences(group, guess):
    found = words(
        customers(Group.PROMOTER, 400, 200, habit=190), customers(group, 400, 120, habit=120)
    ).pairs[group is Group.SILENT]
    assert found.words[1] == (
        "But among customers with the same past nothing is proven beyond what they did before already:"
        " +20 ± 6.6 points afterwards, +17.5 ± 3.8 points before. It may be that those who buy often " + guess
    )
