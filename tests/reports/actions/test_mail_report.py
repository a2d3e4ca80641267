from datetime import UTC, datetime, timedelta

import pytest

from delivery.models import OutboundMessage
from reports.actions.mail_report import mail_report
from reports.actions.schedule_view import schedule_view
from reports.actions.share_view import share_view
from tests import factories

MONDAY = datetime(2026, 5, 11, 12, 0, tzinfo=UTC)  # 07:00 in Bogotá


@pytest.fixture
def view(acme, olga):
    olga.language = "es"
    olga.save()
    survey = factories.survey(acme, olga)
    for score in [10] * 9 + [3] * 3:
        factories.response(survey, score, at=MONDAY - timedelta(days=3))
    view = factories.saved_view(acme, olga, query="period=30d", name="Sucursales")
    people = ["boss@example.com", olga.email]
    return schedule_view(
        view=view, frequency="weekly", recipients=people, by=olga, now=MONDAY - timedelta(days=2)
    )


def mails():
    return {message.recipient: message.payload for message in OutboundMessage.objects.order_by("pk")}


def test_each_recipient_gets_the_numbers_in_words(view, olga):
    assert mail_report(view_id=view.pk, now=MONDAY) == 2
    sent = mails()[olga.email]
    assert sent["subject"] == "Sucursales: NPS +50, 12 respuestas"
    assert "/o/acme/dashboard/?period=30d" in sent["text"]
    assert "12" in sent["text"]
    assert "/r/stop/" in sent["headers"]["List-Unsubscribe"]


def test_never_twice_for_the_same_morning(view):
    assert mail_report(view_id=view.pk, now=MONDAY) == 2
    assert mail_report(view_id=view.pk, now=MONDAY + timedelta(minutes=1)) == 0
    type(view).objects.filter(pk=view.pk).update(next_at=MONDAY)  # as after a crash between two steps
    mail_report(view_id=view.pk, now=MONDAY + timedelta(minutes=2))
    assert OutboundMessage.objects.count() == 2
    view.refresh_from_db()
    assert view.next_at == MONDAY + timedelta(days=7)


def test_a_morning_that_passed_unnoticed_is_not_made_up_for(view):
    assert mail_report(view_id=view.pk, now=MONDAY + timedelta(days=2)) == 0
    view.refresh_from_db()
    assert view.next_at == MONDAY + timedelta(days=7)


def test_who_has_no_account_is_given_the_link_that_works_without(view, olga):
    share_view(view=view, shows_comments=False, until=None, by=olga, now=MONDAY)
    mail_report(view_id=view.pk, now=MONDAY)
    assert f"/r/{view.token}/" in mails()["boss@example.com"]["text"]


def test_sample_figures_are_mailed_to_nobody(view, acme):
    acme.has_sample_data = True
    acme.save()
    assert mail_report(view_id=view.pk, now=MONDAY) == 0
