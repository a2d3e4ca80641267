"""The pairs the daily look sets aside, read from real answers."""

from datetime import datetime, timedelta

import pytest

from nps_app.lib.clock import Window, day_start
from reports.queries.score_streams import score_streams
from responses.actions.refresh_tallies import refresh_tallies
from responses.maths.score import Counts
from responses.queries.daily_repeats import pairs_by_value
from responses.queries.slice import Slice
from tests import factories


@pytest.fixture
def noon(acme):
    return datetime(2026, 5, 20, 12, tzinfo=acme.zone)


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, olga)


def window(acme, noon, days):
    today = noon.date()
    return Window(day_start(today - timedelta(days=days), acme.zone), day_start(today, acme.zone))


def say(survey, contact, score, at, **properties):
    return factories.response(survey, score, contact=contact, at=at, properties=properties)


@pytest.mark.parametrize("tallied", [False, True])
def test_neighbouring_answers_of_one_person_inside_the_window(acme, survey, noon, tallied):
    ana = factories.contact(acme)
    for score, ago, branch in [(0, 40, "Sur"), (9, 20, "Norte"), (3, 5, "Sur"), (10, 0, "Sur")]:
        say(survey, ana, score, noon - timedelta(days=ago), branch=branch)
    say(survey, factories.contact(acme), 9, noon - timedelta(days=4), branch="Sur")
    if tallied:
        while refresh_tallies(organisation=acme):
            pass
    slice_ = Slice(acme, window(acme, noon, 30), (survey.pk,))
    (pair,) = pairs_by_value(slice_)[""]
    assert [(noon.date() - day).days for day in (pair.earlier, pair.later)] == [20, 5]
    assert pair.counts == Counts(0, 0, 1)
    assert list(pairs_by_value(slice_, "branch")) == ["Norte"]


def test_nobody_twice_asks_for_nothing_more(acme, survey, noon):
    say(survey, factories.contact(acme), 9, noon - timedelta(days=4))
    assert pairs_by_value(Slice(acme, window(acme, noon, 30), (survey.pk,))) == {}


def test_the_watched_scores_hold_one_answer_a_person(acme, survey, noon):
    people = [factories.contact(acme) for _ in range(40)]
    for person in people:
        say(survey, person, 9, noon - timedelta(days=30))
        say(survey, person, 2, noon - timedelta(days=10))
    (stream,) = score_streams(acme, watched="", today=noon.date())
    assert sum(day.n for day in stream.past.daily) == 80
    whole = stream.past.between(0, stream.last + 1)
    assert whole == Counts(40, 0, 0)
    assert stream.past.between(0, stream.index(noon.date() - timedelta(days=20))) == Counts(0, 0, 40)
