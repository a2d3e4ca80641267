"""People who answered more than once, counted by hand."""

from datetime import timedelta

import pytest
from django.utils import timezone

from nps_app.lib.clock import last_days
from responses.actions.refresh_tallies import refresh_tallies
from responses.queries import panel
from responses.queries.histogram import counted
from responses.queries.panel import movements, people_in_both
from responses.queries.slice import Slice
from tests import factories

NOW = timezone.now()


@pytest.fixture
def survey(acme):
    return factories.survey(acme)


def give(survey, *scores_and_days, **fields):
    person = factories.contact(survey.organisation)
    for score, days in scores_and_days:
        factories.response(survey, score, at=NOW - timedelta(days=days), contact=person, **fields)


def in_both(slice_):
    return people_in_both(slice_, counted(slice_), counted(slice_.preceding()))


def window(acme, days=30, **filters):
    return Slice(acme, last_days(days, now=NOW, zone=acme.zone), **filters)


@pytest.mark.parametrize("tallied", [False, True])
def test_people_who_count_in_both_windows(acme, survey, tallied):
    give(survey, (3, 40), (10, 1))  # detractor, then promoter
    give(survey, (10, 50), (7, 45), (3, 9), (9, 2))  # of each window the last
    give(survey, (3, 40))
    give(survey, (3, 5), (10, 1))
    factories.response(survey, 5, at=NOW)
    while tallied and refresh_tallies(organisation=acme):
        pass
    assert in_both(window(acme)) == [[0, 0, 1], [0, 0, 1], [0, 0, 0]]


def test_nobody_in_both_needs_no_look_at_the_answers(acme, survey, monkeypatch):
    give(survey, (3, 5), (10, 1))
    give(survey, (3, 40))
    monkeypatch.setattr(panel, "_table", None)
    assert in_both(window(acme)) is None
    assert people_in_both(Slice(acme), counted(Slice(acme)), counted(Slice(acme))) is None


def test_of_very_many_answers_the_windows_are_taken_as_independent(acme, survey, monkeypatch):
    give(survey, (3, 40), (10, 1))
    assert in_both(window(acme)) is not None
    monkeypatch.setattr(panel, "MOST_COMPARED", 1)
    assert in_both(window(acme)) is None


def test_filters_choose_among_the_answers_that_count(acme, survey):
    give(survey, (3, 40), (10, 1), channel="link")
    give(survey, (3, 40), (10, 1), properties={"branch": "Norte"})
    assert in_both(window(acme, channel="link")) == [[0, 0, 1], [0, 0, 0], [0, 0, 0]]
    assert in_both(window(acme, properties=(("branch", "Norte"),)))[0][2] == 1


def test_two_waves_of_ten_people_with_known_moves(acme, survey, other):
    moves = [(2, 9), (3, 7), (5, 4), (7, 10), (8, 8), (7, 3), (9, 10), (10, 9), (9, 8), (10, 1)]
    for earlier, later in moves:
        give(survey, (earlier, 200), (later, 3))
    give(survey, (10, 3))
    give(survey, (1, 300), (10, 250))  # both before the window
    give(factories.survey(other), (1, 9), (10, 3))
    assert movements(window(acme, 90)) == [[1, 1, 1], [1, 1, 1], [1, 1, 2]]
    assert sum(map(sum, movements(Slice(acme)))) == 11


def test_movements_of_the_latest_answers_only(acme, survey, monkeypatch):
    give(survey, (1, 20), (10, 5))
    give(survey, (1, 20), (10, 1))
    monkeypatch.setattr(panel, "MOST_MOVED", 1)
    assert movements(window(acme)) == [[0, 0, 1], [0, 0, 0], [0, 0, 0]]
