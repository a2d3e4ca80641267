"""Before and after an improvement, and what rises by itself."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from followup.queries.improvement_effect import effect_of
from followup.queries.theme_effect import Verdict
from followup.rules.effect import apart, comparable, moved, moved_alike
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


def said(survey, det, pas, pro, at, *, theme="", others=(0, 0, 0)):
    """Answers with a comment about a theme, and about something else, of people who answer once."""
    for scores, about in (((det, pas, pro), theme), (others, "price")):
        for score, number in zip((2, 8, 10), scores, strict=True):
            for _ in range(number):
                row = factories.response(survey, score, at=at, comment="Bla", triaged_at=NOW)
                factories.comment_theme(row, about)


def test_those_who_mention_it_before_20_and_after_35_is_not_proven_with_forty(acme, survey):
    said(survey, 10, 12, 18, NOW - 40 * DAY, theme="delivery", others=(10, 10, 10))
    said(survey, 7, 12, 21, NOW - 10 * DAY, theme="delivery", others=(10, 10, 10))
    found = effect_of(done(acme, "delivery"), now=NOW).themes
    assert (found.mention.difference.before, found.mention.difference.after) == (20, 35)
    assert found.mention.difference.interval.low < 0 < found.mention.difference.interval.high
    assert found.verdict is Verdict.OPEN
    assert (found.mentioned.points, found.mentioned.proven) == (0, False)


def test_those_who_mention_it_rise_and_the_others_do_not(acme, survey):
    said(survey, 30, 5, 5, NOW - 40 * DAY, theme="delivery", others=(10, 20, 30))
    said(survey, 2, 4, 14, NOW - 10 * DAY, theme="delivery", others=(12, 20, 48))
    found = effect_of(done(acme, "delivery"), now=NOW).themes
    assert found.verdict is Verdict.ROSE
    assert (found.mention.before.n, found.mention.after.n) == (40, 20)
    assert (found.mentioned.before, found.mentioned.after) == (0.4, 0.2)
    assert (found.mentioned.points, found.mentioned.proven) == (-20, True)


def test_that_everybody_who_writes_rises_does_not_speak_for_it(acme, survey):
    said(survey, 30, 5, 5, NOW - 40 * DAY, theme="delivery", others=(30, 5, 5))
    said(survey, 5, 5, 30, NOW - 10 * DAY, theme="delivery", others=(5, 5, 30))
    found = effect_of(done(acme, "delivery"), now=NOW).themes
    assert found.mention.difference.proven()
    assert found.verdict is Verdict.TOGETHER


def test_nine_who_mention_it_are_too_few(acme, survey):
    said(survey, 3, 3, 3, NOW - 40 * DAY, theme="delivery", others=(10, 10, 10))
    said(survey, 3, 3, 30, NOW - 10 * DAY, theme="delivery", others=(10, 10, 10))
    found = effect_of(done(acme, "delivery"), now=NOW).themes
    assert found.verdict is Verdict.FEW
    assert found.mention.difference is None


def test_the_affected_are_those_who_criticised_it_beside_those_who_began_alike(acme, survey):
    def person(theme, before, after):
        contact = factories.contact(acme)
        fields = {"contact": contact, "comment": "Bla", "triaged_at": NOW}
        row = factories.response(survey, before, at=NOW - 60 * DAY, **fields)
        factories.comment_theme(row, theme)
        factories.response(survey, after, at=NOW - 10 * DAY, **fields)

    for _ in range(12):
        person("delivery", 3, 9)
        person("price", 3, 3)
    for _ in range(30):
        person("price", 10, 10)  # began otherwise, and could not rise
    found = effect_of(done(acme, "delivery"), now=NOW)
    assert (found.affected.n, found.affected.difference.change) == (12, 200)
    assert (found.others.n, found.others.difference.before, found.others.difference.after) == (12, -100, -100)
    assert found.helped


def test_others_weigh_as_much_as_the_affected_began():
    affected = [(0, 0)] * 3 + [(2, 2)]
    others = [(0, 0), (0, 2)] + [(2, 2)] * 6 + [(1, 1)] * 5
    alike = moved_alike(others, affected)
    assert alike.n == 8
    assert alike.difference.before == pytest.approx(-50)
    assert alike.difference.after == pytest.approx(25)
    # Kish: the square of the sum of the weights by the sum of their squares.
    assert alike.before.n == pytest.approx(16 / (9 / 2 + 1 / 6))
    assert comparable([(0, 2), (1, 1)], [(0, 0)]).n == 1
    assert moved_alike([], affected).difference is None


def test_complainers_who_began_lower_are_not_claimed_to_have_risen():
    """200 worlds in which nothing is changed, and those affected began lower than those beside them."""
    claims = naive = 0
    for seed in range(200):
        rng = random.Random(1000 + seed)
        groups = [[], []]
        while min(map(len, groups)) < 80:
            usual = rng.gauss(7.5, 1.5)
            places = []
            for _ in range(2):
                score = round(min(10, max(0, usual + rng.gauss(0, 2))))
                places.append(0 if score <= 6 else 1 if score <= 8 else 2)
            groups[rng.random() < (0.7, 0.3, 0.1)[places[0]]].append(tuple(places))
        others, affected = (group[:80] for group in groups)
        low, high = (lambda found: (found.low, found.high))(
            apart(moved_alike(others, affected), comparable(affected, others))
        )
        claims += low > 0 or high < 0
        plain = apart(moved(others), moved(affected))
        naive += plain.low > 0
    assert naive > 100  # without weights nearly every world would look like a success
    assert claims <= 16  # 5 % of 200 are 10
