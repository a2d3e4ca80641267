from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from delivery.models import OutboundMessage
from reports import tasks
from reports.models import Observed, Recipient, ScoreWatch
from reports.queries import observations
from reports.tasks import mail_digests, mail_reports, observe_customers, watch_scores
from tests import factories


@pytest.mark.django_db
def test_only_what_is_due_is_mailed(acme, olga):
    now = timezone.now()
    due = factories.saved_view(acme, olga, frequency="daily", next_at=now - timedelta(minutes=1))
    later = factories.saved_view(
        acme, olga, name="Later", frequency="daily", next_at=now + timedelta(hours=1)
    )
    for view in (due, later):
        Recipient.objects.create(organisation=acme, view=view, email="boss@example.com")
    mail_reports()
    mail_reports()
    assert [message.reference for message in OutboundMessage.objects.all()] == [f"report:{due.pk}"]


def at(organisation, day, hour):
    return datetime(2026, 5, day, hour, 30, tzinfo=organisation.zone)


def test_scores_are_looked_at_in_the_morning_of_each_organisation(acme, other, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: at(acme, 20, 5))  # half past ten in London
    watch_scores()
    assert list(ScoreWatch.objects.values_list("organisation", flat=True)) == [other.pk]
    monkeypatch.setattr(timezone, "now", lambda: at(acme, 20, 6))
    watch_scores()
    watch_scores()
    assert {row.looked_on for row in ScoreWatch.objects.all()} == {date(2026, 5, 20)}


def test_digests_leave_on_monday_morning_to_those_who_want_them(acme, olga, mark, vera, monkeypatch):
    survey = factories.survey(acme)
    factories.response(survey, 9, at=at(acme, 14, 12))
    factories.subscription(acme, vera, digest="daily")
    for day, hour, recipients in (
        (18, 6, set()),
        (18, 8, {olga.email, mark.email}),
        (19, 8, {olga.email, mark.email}),
    ):
        monkeypatch.setattr(timezone, "now", lambda day=day, hour=hour: at(acme, day, hour))
        mail_digests()
        mail_digests()
        assert {message.recipient for message in OutboundMessage.objects.all()} == recipients
    assert OutboundMessage.objects.count() == 2


def test_trouble_of_one_organisation_does_not_keep_the_others_waiting(acme, other, monkeypatch, caplog):
    def look(organisation, now):
        if organisation == acme:
            raise ValueError("odd data")
        return real(organisation=organisation, now=now)

    real = tasks.look_for_changes
    monkeypatch.setattr(tasks, "look_for_changes", look)
    monkeypatch.setattr(timezone, "now", lambda: at(acme, 20, 12))
    watch_scores()
    assert ScoreWatch.objects.get().organisation == other
    assert "could not be looked at" in caplog.text


def test_large_organisations_are_observed_four_times_a_day(acme, monkeypatch):
    factories.purchase(factories.contact(acme))
    observe_customers()
    assert not Observed.objects.of(acme).exists()
    monkeypatch.setattr(observations, "LARGE", 0)
    observe_customers()
    first = Observed.objects.of(acme).get()
    assert first.until is not None
    observe_customers()
    assert Observed.objects.of(acme).get().at == first.at
    Observed.objects.update(at=first.at - timedelta(hours=7))
    observe_customers()
    assert Observed.objects.of(acme).get().at > first.at
