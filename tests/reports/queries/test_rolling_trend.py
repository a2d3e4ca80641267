"""The line of rolling windows: the score of a day is that of the window that ends with it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from nps_app.lib.clock import between
from reports.queries.markers import Kind, markers
from reports.queries.rolling_trend import rolling_trend
from reports.queries.score_card import score_card
from responses.actions.refresh_tallies import refresh_tallies
from responses.maths.score import Counts
from responses.queries.histogram import eleven_counts
from responses.queries.slice import Slice
from surveys.models import SurveyVersion
from tests import factories

BOGOTA = ZoneInfo("America/Bogota")
NOW = datetime(2026, 6, 30, 18, tzinfo=BOGOTA)


@pytest.fixture
def survey(acme):
    acme.time_zone = "America/Bogota"
    acme.save()
    return factories.survey(acme)


def give(survey, days_ago, *scores, **fields):
    for score in scores:
        factories.response(survey, score, at=NOW - timedelta(days=days_ago), **fields)


@pytest.mark.parametrize("tallied", [False, True])
def test_each_day_is_the_score_of_its_window(acme, survey, tallied):
    person = factories.contact(acme)
    for ago in range(0, 300, 3):
        give(survey, ago, 10, 7, 3 if ago < 100 else 9)
        if ago % 20 == 0:
            give(survey, ago, 0, contact=person)  # of one person every twenty days, the last counts
    while tallied and refresh_tallies(organisation=acme):
        pass
    found = rolling_trend(Slice(acme), now=NOW)
    assert found.window_days == 90
    for day in found.days:
        window = between(day.day - timedelta(days=89), day.day, zone=BOGOTA)
        card = score_card(Counts.from_histogram(eleven_counts(Slice(acme, window))))
        assert (day.n, day.score) == (card.n, card.shown.score if card.shown else None)
        if day.score is not None:
            assert day.low <= card.low  # the band of a whole line is wider than the interval of one point
            assert day.high >= card.high
    assert [day.partial for day in found.days] == sorted((day.partial for day in found.days), reverse=True)
    assert found.any_partial
    assert not found.days[-1].partial


def test_a_hundred_answers_a_week_allow_a_shorter_window(acme, survey):
    for ago in range(56):
        give(survey, ago, *[9] * 15)
    assert rolling_trend(Slice(acme), now=NOW).window_days == 30


def test_the_line_covers_a_year_up_to_the_end_of_the_window(acme, survey):
    give(survey, 500, 9)
    give(survey, 3, 9)
    last = date(2026, 6, 10)
    window = between(last - timedelta(days=29), last, zone=BOGOTA)
    found = rolling_trend(Slice(acme, window), now=NOW)
    assert found.days[-1].day == last
    assert (last - found.days[0].day).days <= 364
    assert len(found.days) <= 61
    assert not found.has_line
    assert rolling_trend(Slice(acme), now=NOW).days[0].day < date(2025, 6, 1)


def test_nothing_without_answers(acme, survey):
    assert rolling_trend(Slice(acme), now=NOW) is None


def test_months_have_their_answers(acme, survey):
    give(survey, 0, 9, 9)
    give(survey, 40, 9)
    months = rolling_trend(Slice(acme), now=NOW).months
    assert [(month.first, month.n) for month in months] == [(date(2026, 5, 1), 1), (date(2026, 6, 1), 2)]


def publish(survey, number, day, **texts):
    changed = {code: {**text, **texts} for code, text in survey.published.texts.items()}
    return SurveyVersion.objects.create(
        organisation=survey.organisation,
        survey=survey,
        number=number,
        brand=survey.brand,
        default_language="es",
        texts=changed,
        color=survey.color,
        published_at=datetime(2026, *day, 12, tzinfo=BOGOTA),
    )


@pytest.mark.parametrize("tallied", [False, True])
def test_marks_wording_channels_and_what_was_noted(acme, survey, other, tallied):
    publish(survey, 2, (3, 2))  # as the first one
    publish(survey, 3, (4, 2), thanks_promoter="¡Gracias!")  # not the question
    publish(survey, 4, (5, 2), question="¿Nos recomendarías?")
    factories.milestone(acme, day=date(2026, 3, 12), words="New website")
    factories.milestone(acme, day=date(2025, 3, 12), words="Too early")
    factories.milestone(other, day=date(2026, 3, 12), words="Not ours")
    for ago in (20, 50):
        give(survey, ago, *[9] * 20, channel="email")
        give(survey, ago, *[9] * (60 if ago == 20 else 20), channel="link")
    while tallied and refresh_tallies(organisation=acme):
        pass
    first, last = date(2026, 1, 1), date(2026, 6, 30)
    found = markers(Slice(acme), first, last)
    assert [(mark.kind, mark.day) for mark in found] == [
        (Kind.NOTED, date(2026, 3, 12)),
        (Kind.WORDING, date(2026, 5, 2)),
        (Kind.CHANNELS, date(2026, 6, 1)),
    ]
    assert found[0].words == "New website"
    assert (found[2].channel, found[2].percent_before, found[2].percent_after) == ("email", 50, 25)
    assert [mark.kind for mark in markers(Slice(acme, channel="link"), first, last)] == ["noted", "wording"]


def test_the_first_version_ever_is_no_change(acme, survey):
    assert markers(Slice(acme), date(2020, 1, 1), date(2030, 1, 1)) == []
