"""Before and after an improvement, and what rises by itself."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from followup.queries.improvement_effect import effect_of
from followup.rules.effect import apart, moved
from tests import factories

NOW = timezone.now()
DAY = timedelta(days=1)


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, owner=olga)


def customer(survey, after, *, before=3):
    """Somebody with a case sixty days ago, who answered again ten days ago."""
    contact = factories.contact(survey.organisation)
    opened = factories.response(survey, before, contact=contact, at=NOW - 60 * DAY, triaged_at=NOW)
    factories.response(survey, after, contact=contact, at=NOW - 10 * DAY, triaged_at=NOW)
    return factories.case(opened)


def done(acme, *behind, **fields):
    day = (NOW - 30 * DAY).date()
    return factories.improvement(acme, *behind, state="done", done_on=day, done_note="Vans", **fields)


def test_those_it_was_made_for_rise_more_than_others(acme, survey):
    behind = [customer(survey, 9) for _ in range(12)]
    for place in range(12):
        customer(survey, 7 if place % 2 else 4)
    found = effect_of(done(acme, *behind), now=NOW)
    assert (found.affected.n, found.affected.difference.before, found.affected.difference.after) == (
        12,
        -100,
        100,
    )
    assert (found.others.n, found.others.difference.after) == (12, -50)
    assert found.helped


def test_that_everybody_rises_is_no_success_of_the_improvement(acme, survey):
    behind = [customer(survey, 8) for _ in range(12)]
    for _ in range(12):
        customer(survey, 8)
    found = effect_of(done(acme, *behind), now=NOW)
    assert found.affected.difference.change == 100
    assert found.affected.difference.proven()  # before against after alone would look like a triumph
    assert not found.proven


def test_fewer_than_ten_say_nothing(acme, survey):
    found = effect_of(done(acme, *[customer(survey, 9) for _ in range(9)]), now=NOW)
    assert found.apart is None
    assert not found.proven


def test_answers_with_its_words_before_20_and_after_35(acme, survey):
    def answers(det, pas, pro, at):
        for score, number in ((2, det), (8, pas), (10, pro)):
            for _ in range(number):
                factories.response(survey, score, at=at, comment="La ENTREGA, ¿cuándo?", triaged_at=NOW)
                factories.response(survey, 0, at=at, comment="Caro; desentregado", triaged_at=NOW)

    answers(10, 12, 18, NOW - 40 * DAY)
    answers(7, 12, 21, NOW - 10 * DAY)
    spoken = effect_of(done(acme, words="entregas, entrega"), now=NOW).spoken
    assert (spoken.before.n, spoken.after.n) == (40, 40)
    assert (spoken.difference.before, spoken.difference.after) == (20, 35)
    assert spoken.difference.interval.low < 0 < spoken.difference.interval.high
    assert not spoken.proven


def test_low_numbers_that_rise_by_themselves_are_not_claimed():
    """200 worlds in which nothing is changed: nearly all rise, and next to nothing is claimed."""
    claims, rose = 0, 0
    for seed in range(200):
        rng = random.Random(seed)
        groups = [[], []]
        while min(map(len, groups)) < 40:
            usual = rng.gauss(7, 1.5)
            before, after = (round(min(10, max(0, usual + rng.gauss(0, 2)))) for _ in range(2))
            if before <= 6:
                groups[rng.random() < 0.5].append((0, 0 if after <= 6 else 1 if after <= 8 else 2))
        affected, others = (moved(group[:40]) for group in groups)
        rose += affected.difference.proven()
        interval = apart(others, affected)
        claims += interval.low > 0 or interval.high < 0
    assert rose > 190
    assert claims <= 16  # 5 % of 200 are 10
