"""The daily look: told once, to those who want it, with all that was known."""

import itertools
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Event
from delivery.models import OutboundMessage
from nps_app.lib.clock import Window, day_start
from nps_app.lib.tokens import mail_token
from reports.actions.look_for_changes import look_for_changes
from reports.actions.mute_alerts import mute_alerts, unmute_alerts
from reports.actions.watch_groups import watch_groups
from reports.models import Alert, ScoreWatch, Subscription
from responses.actions.refresh_tallies import refresh_tallies
from responses.models import Response
from responses.queries.daily_values import counts_by_day_and_value
from responses.queries.slice import Slice
from tests import factories

GOOD, BAD = (10, 10, 9, 9, 8, 3), (0, 2, 5, 6, 7, 10)


@pytest.fixture
def survey(acme):
    return factories.survey(acme)


@pytest.fixture
def morning(acme):
    """Half past six of an ordinary day."""
    return datetime(2026, 5, 20, 6, 30, tzinfo=acme.zone)


def give(survey, morning, days, scores, ago, **properties):
    """These scores on each of `days` days, the last of which is `ago` days before the morning."""
    rows = []
    for day, score in itertools.product(range(days), scores):
        at = morning - timedelta(days=ago + day, hours=-3)
        rows.append(
            Response(
                organisation=survey.organisation,
                survey=survey,
                version=survey.published,
                score=score,
                token=mail_token(),
                language="es",
                channel="email",
                properties=properties,
                answered_at=at,
                updated_at=at,
            )
        )
    Response.objects.bulk_create(rows)


@pytest.fixture
def fallen(survey, morning):
    """Good for a hundred days, bad for the last ten."""
    give(survey, morning, 100, GOOD, ago=11)
    give(survey, morning, 10, BAD, ago=1)


def mailed():
    return set(OutboundMessage.objects.filter(kind="staff").values_list("recipient", flat=True))


def test_a_fall_is_told_with_what_was_known(acme, olga, mark, stan, fallen, survey, morning):
    (alert,) = look_for_changes(organisation=acme, now=morning)
    assert (alert.direction, alert.level, alert.survey) == ("drop", "alarm", survey)
    assert abs((alert.changed_on - morning.date()).days + 10) <= 3
    assert alert.told_on == morning.date()
    assert alert.after.n == 6 * (morning.date() - alert.changed_on).days  # today is not counted
    assert alert.z >= alert.threshold == 4.0
    assert (alert.streams, alert.phi) == (1, 1.0)
    assert alert.high < 0
    assert Event.objects.of(acme).filter(verb="alert.told", actor="system").count() == 1


def test_it_is_mailed_to_those_who_run_surveys_unless_they_chose_otherwise(
    acme, olga, mark, stan, vera, xena, fallen, morning
):
    factories.subscription(acme, mark, alerts=False)
    factories.subscription(acme, vera, alerts=True, digest="off")
    look_for_changes(organisation=acme, now=morning)
    assert mailed() == {olga.email, vera.email}
    mail = OutboundMessage.objects.get(recipient=vera.email).payload
    assert "Customers: the score has dropped from +49 to −50." in mail["subject"]
    assert "With 95% confidence" in mail["text"]
    token = Subscription.objects.of(acme).get(user=vera).token
    assert f"/mails/stop/{token}/" in mail["text"]
    assert f"/mails/stop/{token}/" in mail["headers"]["List-Unsubscribe"]


def test_the_mail_is_in_the_language_of_the_person(acme, olga, fallen, morning):
    olga.language = "es"
    olga.save()
    look_for_changes(organisation=acme, now=morning)
    assert "bajó de +49 a −50" in OutboundMessage.objects.get(recipient=olga.email).payload["subject"]


def test_one_look_a_day_and_one_alert_a_change(acme, olga, fallen, survey, morning):
    assert len(look_for_changes(organisation=acme, now=morning)) == 1
    assert look_for_changes(organisation=acme, now=morning + timedelta(hours=2)) == []
    for day in range(1, 8):
        give(survey, morning + timedelta(days=day), 1, BAD, ago=1)
        assert look_for_changes(organisation=acme, now=morning + timedelta(days=day)) == []
    assert OutboundMessage.objects.count() == 1
    assert Alert.objects.of(acme).open().count() == 1


def test_nothing_is_told_of_steady_scores_or_few_answers(acme, olga, survey, morning):
    give(survey, morning, 100, GOOD, ago=1)
    quiet = factories.survey(acme, name="Few")
    give(quiet, morning, 8, (10,), ago=9)
    give(quiet, morning, 8, (0,), ago=1)
    assert look_for_changes(organisation=acme, now=morning) == []
    assert ScoreWatch.objects.of(acme).get().looked_on == morning.date()


def test_the_end_is_noted(acme, olga, fallen, survey, morning):
    (fall,) = look_for_changes(organisation=acme, now=morning)
    later = morning + timedelta(days=40)
    give(survey, later, 40, GOOD, ago=1)
    (rise,) = look_for_changes(organisation=acme, now=later)
    fall.refresh_from_db()
    assert (fall.outcome, fall.closed_on) == ("recovered", later.date())
    assert (rise.direction, rise.threshold) == ("rise", 4.5)


def test_a_department_hears_of_its_own_branch_only(acme, olga, mark, stan, survey, morning):
    give(survey, morning, 100, GOOD, ago=11, branch="Centro")
    give(survey, morning, 10, BAD, ago=1, branch="Centro")
    give(survey, morning, 110, GOOD * 3, ago=1, branch="Norte")
    watch_groups(organisation=acme, group_by="branch", by=olga, now=morning)
    factories.subscription(acme, stan, group_by="branch", group="Centro")
    factories.subscription(acme, mark, group_by="branch", group="Norte")
    told = look_for_changes(organisation=acme, now=morning)
    assert [(alert.group_by, alert.group, alert.streams) for alert in told if alert.group] == [
        ("branch", "Centro", 3)
    ]
    assert {alert.threshold for alert in told if alert.level == "alarm"} == {4.5}
    assert mailed() == {olga.email, stan.email}
    assert "branch: Centro" in OutboundMessage.objects.get(recipient=stan.email).payload["text"]


def test_a_score_nobody_watches_any_more_is_closed(acme, olga, survey, morning):
    alert = factories.alert(survey, group_by="branch", group="Centro", told_on=morning.date())
    look_for_changes(organisation=acme, now=morning)
    alert.refresh_from_db()
    assert alert.outcome == "unwatched"


def test_a_pause_and_a_mute_keep_the_mail_away_and_the_alert_in_sight(acme, olga, mark, fallen, morning):
    later = (morning + timedelta(days=3)).date()
    factories.subscription(acme, olga, snoozed_until=later)
    long_ago = morning.date() - timedelta(days=600)
    survey = Response.objects.of(acme).first().survey
    earlier = factories.alert(survey, told_on=long_ago, closed_on=long_ago, outcome="recovered")
    mute_alerts(alert=earlier, by=mark, now=morning, until=None)
    (alert,) = look_for_changes(organisation=acme, now=morning)
    assert mailed() == set()
    assert alert.closed_on is None
    unmute_alerts(alert=earlier, by=mark, now=morning)
    Alert.objects.of(acme).filter(pk=alert.pk).delete()
    ScoreWatch.objects.of(acme).update(looked_on=None)
    look_for_changes(organisation=acme, now=morning)
    assert mailed() == {mark.email}


def test_chosen_surveys_only(acme, olga, fallen, survey, morning):
    factories.subscription(acme, olga, survey_ids=[survey.pk + 1])
    assert len(look_for_changes(organisation=acme, now=morning)) == 1
    assert mailed() == set()


def test_sample_data_is_seen_and_not_mailed(acme, olga, fallen, survey, morning):
    survey.is_sample = True
    survey.save()
    assert len(look_for_changes(organisation=acme, now=morning)) == 1
    assert mailed() == set()


def test_whoever_left_gets_nothing(acme, olga, mark, fallen, morning):
    factories.subscription(acme, mark)
    mark.memberships.all().delete()
    look_for_changes(organisation=acme, now=morning)
    assert mailed() == {olga.email}


def test_daily_counts_are_the_same_with_and_without_tallies(acme, survey):
    now = timezone.now()
    give(survey, now, 6, (0, 7, 10), ago=2, branch="Centro")
    give(survey, now, 3, (9,), ago=0, branch="Norte")
    give(survey, now, 2, (8,), ago=4)
    zone = acme.zone
    first = datetime.combine((now - timedelta(days=9)).date(), time.min, tzinfo=zone)
    slice_ = Slice(acme, Window(first, day_start((now + timedelta(days=2)).date(), zone)), (survey.pk,))
    live = counts_by_day_and_value(slice_), counts_by_day_and_value(slice_, "branch")
    while refresh_tallies(organisation=acme):
        pass
    assert (counts_by_day_and_value(slice_), counts_by_day_and_value(slice_, "branch")) == live
    assert set(live[1]) == {"Centro", "Norte"}
    assert sum(day.n for day in live[0][""]) == 23
    assert {len(days) for days in live[1].values()} == {11}
    with pytest.raises(ValueError, match="window"):
        counts_by_day_and_value(Slice(acme))


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_it_once(acme, olga, survey, fallen, morning):
    def look(_number):
        try:
            return len(look_for_changes(organisation=acme, now=morning))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        told = list(workers.map(look, range(4)))
    assert sum(told) == 1
    assert Alert.objects.of(acme).count() == 1
    assert OutboundMessage.objects.count() == 1
