"""Worlds in which it is known what goes together: the page says so, and the database counts as memory does.

The long form is `make bench-worlds`.
"""

import pytest
from django.utils import timezone

from bench.worlds import most_wrong, wrong_sentences
from bench.worlds.database import counted, store, without_never
from bench.worlds.people import World, people, starts
from reports.rules.cohorts import Group, collect


@pytest.mark.parametrize("world", World)
def test_the_page_says_the_right_thing_word_for_word(world):
    assert wrong_sentences(world, seed=1) == []


def test_at_the_promised_rate_so_many_of_200_may_be_wrong():
    assert most_wrong(200) == 18


@pytest.mark.django_db
@pytest.mark.parametrize("horizon", [30, 90, 180])
def test_the_database_counts_as_memory_does(horizon):
    everybody, now = people(World.REORDERS, 5, 1200), timezone.now()
    found = counted(store(everybody, now), horizon, now)
    asked, known = without_never(found), without_never(collect(starts(everybody), horizon))
    for group in Group:
        assert dict(asked.lives[group].bought) == dict(known.lives[group].bought)
        assert dict(asked.lives[group].open) == dict(known.lives[group].open)
    assert asked.pasts == known.pasts
    assert asked.habits == known.habits
    amounts = [
        sorted((one.group, one.score or 0, tuple(sorted(one.amounts.items()))) for one in side.spent)
        for side in (asked, known)
    ]
    assert [(group, score) for group, score, _ in amounts[0]] == [
        (group, score) for group, score, _ in amounts[1]
    ]
    for one, two in zip(*amounts, strict=True):
        assert dict(one[2]) == pytest.approx(dict(two[2]))
    # And those who were asked later than the day that was drawn for them.
    assert found.lives[Group.NEVER].n > sum(person.asked is None for person in everybody)
