"""The dashboard's numbers, counted by hand."""

from datetime import timedelta

import pytest
from django.utils import timezone

from nps_app.lib.clock import last_days
from reports.queries.dashboard import dashboard, over_time
from reports.queries.response_rate import response_rate
from responses.queries.slice import Slice
from surveys.models import Invitation
from tests import factories

NOW = timezone.now()


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, owner=olga)


def days(organisation, count):
    return Slice(organisation, last_days(count, now=NOW, zone=organisation.zone))


def test_counts_only_the_window_and_the_organisation(acme, other, xena, survey):
    for score in (0, 6, 7, 8, 9, 10, 10, 10, 10, 10):
        factories.response(survey, score, at=NOW)
    factories.response(survey, 0, at=NOW - timedelta(days=40))
    factories.response(factories.survey(other, owner=xena), 0, at=NOW)
    shown = dashboard(days(acme, 30), now=NOW)
    assert shown.eleven == [1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 5]
    assert (shown.card.n, shown.card.shown.score) == (10, 40)
    assert shown.change is None


def test_compares_with_the_window_before(acme, survey):
    for _ in range(12):
        factories.response(survey, 0, at=NOW - timedelta(days=35))
        factories.response(survey, 10, at=NOW)
    shown = dashboard(days(acme, 30), now=NOW)
    assert shown.change.points == 200
    assert shown.change.proven


def test_trend_has_a_point_for_every_week_and_says_too_little_of_small_ones(acme, survey):
    factories.response(survey, 10, at=NOW)
    unit, periods = over_time(days(acme, 30))
    assert unit == "week"
    assert 5 <= len(periods) <= 6
    assert periods[-1].card.n == 1
    assert periods[-1].card.shown is None
    assert not dashboard(days(acme, 30), now=NOW).rolling.has_line


def test_segments_hide_the_score_of_small_groups(acme, survey):
    for _ in range(10):
        factories.response(survey, 10, properties={"branch": "Centro"})
    factories.response(survey, 0, properties={"branch": "Quiosco"})
    factories.response(survey, 0)
    centro, kiosk = dashboard(days(acme, 30), now=NOW, by="branch").segments
    assert (centro.name, centro.card.shown.score) == ("Centro", 100)
    assert (kiosk.name, kiosk.card.n, kiosk.card.shown) == ("Quiosco", 1, None)


def test_response_rate_has_its_base(acme, survey):
    campaign = factories.campaign(survey)
    for answered in (True, False, False, False):
        contact = factories.contact(acme, properties={"branch": "Centro"})
        factories.invitation(survey, contact, campaign, answered_at=NOW if answered else None)
    skipped = factories.contact(acme)
    factories.invitation(survey, skipped, campaign, state=Invitation.State.SKIPPED, reason="asked recently")
    rate = response_rate(days(acme, 30))
    assert (rate.invited, rate.answered, rate.percent) == (4, 1, 25)
    elsewhere = Slice(acme, None, properties=(("branch", "Norte"),))
    assert response_rate(elsewhere).percent is None
    assert response_rate(Slice(acme, None, channel="link")) is None


def test_open_and_overdue_cases(acme, olga, survey):
    late = factories.response(survey, 2)
    factories.case(late, olga, due_at=NOW - timedelta(hours=1))
    factories.case(factories.response(survey, 3), olga, due_at=NOW + timedelta(hours=1))
    cases = dashboard(days(acme, 30), now=NOW).cases
    assert (cases.open, cases.overdue) == (2, 1)
