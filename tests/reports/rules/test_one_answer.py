"""Setting aside by pairs is the same as looking for each person's last answer, in any span of days."""

import random
from itertools import pairwise

import pytest

from reports.rules.alerting import Direction, Past, Thresholds, look
from reports.rules.one_answer import Repeat, SetAside
from responses.maths.score import Counts

DAYS = 60
ONE = Thresholds(1)


def history(seed, people=40, days=DAYS):
    """Answers as (person, day, category), at most one a day of each."""
    rng = random.Random(seed)
    return [
        (person, day, rng.randrange(3))
        for person in range(people)
        for day in sorted(rng.sample(range(days), rng.randrange(5)))
    ]


def one(category):
    return [float(category == place) for place in range(3)]


def pairs(answers):
    return [
        Repeat(earlier, later, *one(category))
        for (person, earlier, category), (other, later, _) in pairwise(sorted(answers))
        if person == other
    ]


def daily(answers, days=DAYS):
    counts = [Counts(0, 0, 0)] * days
    for _person, day, category in answers:
        counts[day] += Counts(*one(category))
    return counts


def one_each(answers, start, end):
    last = {person: category for person, day, category in sorted(answers) if start <= day < end}
    return sum((Counts(*one(category)) for category in last.values()), Counts(0, 0, 0))


@pytest.mark.parametrize("seed", range(5))
def test_any_span_holds_the_last_answer_of_each_person(seed):
    answers = history(seed)
    past = Past(daily(answers), pairs(answers))
    for start in range(0, DAYS, 7):
        for end in range(start, DAYS + 1, 5):
            assert past.between(start, end) == one_each(answers, start, end)


def test_nobody_twice_leaves_all():
    assert SetAside([]).between(0, 9) == (0, 0, 0)


def test_the_look_tells_both_sides_as_the_dashboard_counts_them():
    # The same fifty people answer on two days in the good time and twice in the bad one.
    spans = [(0, 2), (30, 2), (100, 0), (110, 0)]
    answers = [(person, day + person % 3, category) for person in range(50) for day, category in spans]
    past = Past(daily(answers, 121), pairs(answers))
    found = look(past, 120, ONE)
    assert found.direction is Direction.DROP
    assert (found.before, found.after) == (Counts(0, 0, 50), Counts(50, 0, 0))
    twice = look(Past(daily(answers, 121)), 120, ONE)
    assert twice.before == Counts(0, 0, 100)


def test_a_rise_is_the_mirrored_fall():
    spans = [(0, 0), (30, 0), (100, 2), (110, 2)]
    answers = [(person, day + person % 3, category) for person in range(50) for day, category in spans]
    found = look(Past(daily(answers, 121), pairs(answers)), 120, ONE)
    assert found.direction is Direction.RISE
    assert (found.before, found.after) == (Counts(50, 0, 0), Counts(0, 0, 50))


def test_too_few_people_do_not_ring_however_often_they_answer():
    answers = [(person, day, 2 if day < 60 else 0) for person in range(20) for day in range(0, 121, 5)]
    assert look(Past(daily(answers, 121), pairs(answers)), 120, ONE) is None
    assert look(Past(daily(answers, 121)), 120, ONE) is not None
