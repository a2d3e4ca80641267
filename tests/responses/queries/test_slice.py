"""Counts of a slice, by hand: windows are half-open local days, other organisations are never counted."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from nps_app.lib.clock import Window, between
from responses.queries.histogram import eleven_counts, eleven_counts_by_property
from responses.queries.property_values import property_values
from responses.queries.slice import Slice
from responses.queries.trend import counts_by_day, counts_by_month, counts_by_week
from responses.queries.verbatims import latest_comments
from tests import factories

BOGOTA = ZoneInfo("America/Bogota")


def at(day, hour=12):
    return datetime(2026, 3, day, hour, tzinfo=BOGOTA)


@pytest.fixture
def survey(acme):
    return factories.survey(acme)


@pytest.fixture(autouse=True)
def answers(acme, other, survey):
    centro, norte = {"branch": "Centro"}, {"branch": "Norte"}
    factories.response(survey, 10, at=at(2), properties=centro, comment="bien")
    factories.response(survey, 9, at=at(2, 23), properties=centro, channel="link")
    factories.response(survey, 3, at=at(3, 0), properties=norte, comment="mal")
    factories.response(factories.survey(acme), 7, at=at(31), properties=norte, comment="pasable")
    factories.response(factories.survey(other), 0, at=at(2), properties=centro, comment="ajeno")


def counts(slice_):
    return {score: count for score, count in enumerate(eleven_counts(slice_)) if count}


def test_everything_of_one_organisation(acme):
    assert counts(Slice(acme)) == {10: 1, 9: 1, 3: 1, 7: 1}


def test_window_is_half_open_in_local_days(acme):
    """23:00 in Bogotá is already tomorrow in UTC."""
    assert counts(Slice(acme, between(date(2026, 3, 2), date(2026, 3, 2), zone=BOGOTA))) == {10: 1, 9: 1}
    assert counts(Slice(acme, Window(at(2), at(2, 23)))) == {10: 1}


def test_filters_add_up(acme, survey):
    assert counts(Slice(acme, survey_ids=(survey.pk,))) == {10: 1, 9: 1, 3: 1}
    assert counts(Slice(acme, channel="link")) == {9: 1}
    assert counts(Slice(acme, properties=(("branch", "Norte"),))) == {3: 1, 7: 1}
    assert counts(Slice(acme, survey_ids=(survey.pk,), properties=(("branch", "Norte"),))) == {3: 1}


def test_survey_of_another_organisation_counts_nothing(acme, other):
    theirs = factories.survey(other)
    factories.response(theirs, 5)
    assert counts(Slice(acme, survey_ids=(theirs.pk,))) == {}


def test_preceding_is_the_window_before(acme):
    slice_ = Slice(acme, between(date(2026, 3, 3), date(2026, 3, 3), zone=BOGOTA))
    assert counts(slice_) == {3: 1}
    assert counts(slice_.preceding()) == {10: 1, 9: 1}
    assert Slice(acme).preceding() is None


def test_counts_by_property(acme):
    found = eleven_counts_by_property(Slice(acme), "branch")
    assert {name: sum(eleven) for name, eleven in found.items()} == {"Centro": 2, "Norte": 2}
    assert found["Norte"][3] == found["Norte"][7] == 1


def test_trend_by_day_has_no_gaps(acme):
    slice_ = Slice(acme, between(date(2026, 3, 1), date(2026, 3, 4), zone=BOGOTA))
    assert [(period.start.day, period.counts.n) for period in counts_by_day(slice_)] == [
        (1, 0),
        (2, 2),
        (3, 1),
        (4, 0),
    ]


def test_trend_by_week_starts_on_monday(acme):
    periods = counts_by_week(Slice(acme))
    assert [period.start for period in periods][:2] == [date(2026, 3, 2), date(2026, 3, 9)]
    assert [period.counts.n for period in periods] == [3, 0, 0, 0, 1]


def test_trend_by_month(acme):
    slice_ = Slice(acme, between(date(2026, 2, 10), date(2026, 4, 5), zone=BOGOTA))
    assert [(period.start, period.counts.n) for period in counts_by_month(slice_)] == [
        (date(2026, 2, 1), 0),
        (date(2026, 3, 1), 4),
        (date(2026, 4, 1), 0),
    ]


def test_trend_of_nothing_is_nothing(acme):
    assert counts_by_month(Slice(acme, channel="sms")) == []


def test_latest_comments_come_first(acme):
    assert [found.comment for found in latest_comments(Slice(acme))] == ["pasable", "mal", "bien"]
    assert len(latest_comments(Slice(acme), limit=1)) == 1


def test_properties_with_one_value_or_free_text_are_no_filters(acme, survey):
    for number in range(45):
        factories.response(survey, 9, properties={"note": f"n{number}", "land": "CO"})
    assert property_values(acme) == {"branch": ["Centro", "Norte"]}


def test_last_moment_of_a_window_is_outside(acme, survey):
    end = datetime(2026, 5, 1, tzinfo=UTC)
    factories.response(survey, 5, at=end)
    assert counts(Slice(acme, Window(datetime(2026, 4, 30, tzinfo=UTC), end))) == {}
