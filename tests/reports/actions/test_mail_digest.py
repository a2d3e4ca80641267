"""The digest: once a person and morning, with the numbers as text beside the picture, and not when there is none."""

from base64 import b64decode
from datetime import datetime, timedelta

import pytest

from accounts.models import Membership
from delivery.models import OutboundMessage
from reports.actions.mail_digest import mail_digest
from reports.models import Subscription
from tests import factories


@pytest.fixture
def survey(acme):
    return factories.survey(acme)


@pytest.fixture
def monday(acme):
    return datetime(2026, 5, 18, 7, 30, tzinfo=acme.zone)


def member(user):
    return Membership.objects.get(user=user)


def send(user, now):
    return mail_digest(member=member(user), now=now)


def answer(survey, monday, *scores, days=2, **fields):
    for score in scores:
        factories.response(survey, score, at=monday - timedelta(days=days), **fields)


def test_a_week_in_words_and_a_picture(acme, olga, survey, monday):
    answer(survey, monday, *[10] * 8, 7, 2)
    answer(survey, monday, *[10] * 5, *[3] * 9, days=30)
    message = send(olga, monday)
    payload = message.payload
    assert payload["subject"] == "Acme: NPS +12, 24 answers; 10 new, 11 May 2026 to 17 May 2026"
    assert "10 new answers: promoters 8, passives 1, detractors 1." in payload["text"]
    assert "In the 90 days up to 17 May 2026: NPS +12, 24 answers." in payload["text"]
    assert "17 May: +12 (" in payload["text"]
    assert 'src="cid:score"' in payload["html"]
    assert (
        'alt="In the 90 days up to 17 May 2026: NPS +12, 24 answers. With 95% confidence' in payload["html"]
    )
    assert b64decode(payload["images"]["score"]).startswith(b"\x89PNG")
    assert (message.kind, message.recipient) == ("staff", olga.email)
    token = Subscription.objects.of(acme).get(user=olga).token
    assert f"/mails/stop/{token}/" in payload["headers"]["List-Unsubscribe"]


def test_it_is_written_in_the_language_of_the_person(acme, olga, survey, monday):
    answer(survey, monday, 9, 9)
    olga.language = "es"
    olga.save()
    text = send(olga, monday).payload["text"]
    assert "2 respuestas nuevas: promotores 2, pasivos 0, detractores 0." in text
    assert "Con menos de 10 respuestas no hay puntuación." in text


def test_once_a_person_and_morning(acme, olga, mark, survey, monday):
    answer(survey, monday, 9)
    assert send(olga, monday) is not None
    assert send(olga, monday + timedelta(hours=1)) is None
    assert send(mark, monday) is not None
    assert OutboundMessage.objects.count() == 2
    assert send(olga, monday + timedelta(days=1)) is None  # a weekly one, on Tuesday


def test_daily_ones_leave_only_with_news(acme, vera, survey, monday):
    factories.subscription(acme, vera, digest="daily")
    answer(survey, monday, 9, days=3)
    assert send(vera, monday) is None
    answer(survey, monday + timedelta(days=1), 9, 3, days=1)
    message = send(vera, monday + timedelta(days=1))
    assert "2 new, 18 May 2026" in message.payload["subject"]


def test_an_alert_is_news(acme, vera, survey, monday):
    factories.subscription(acme, vera, digest="daily")
    alert = factories.alert(survey, told_on=monday.date())
    text = send(vera, monday).payload["text"]
    assert "the score has dropped from +42 to −21" in text
    assert f"/o/acme/alerts/{alert.pk}/" in text
    later = send(vera, monday + timedelta(days=1))
    assert later is None
    answer(survey, monday + timedelta(days=2), 9, days=1)
    assert "Still so:" in send(vera, monday + timedelta(days=2)).payload["text"]


def test_a_week_without_news_says_so_where_there_were_answers(acme, olga, survey, monday):
    assert send(olga, monday) is None  # nobody ever answered
    answer(survey, monday, 9, days=20)
    message = send(olga, monday + timedelta(days=7))
    assert "Nothing new" in message.payload["subject"]
    assert "No new answers." in message.payload["text"]


def test_who_did_not_ask_for_it_gets_none(acme, stan, mark, survey, monday):
    factories.subscription(acme, mark, digest="off")
    answer(survey, monday, 9)
    assert send(stan, monday) is None
    assert send(mark, monday) is None


def test_a_department_reads_its_own_numbers_and_cases(acme, stan, survey, monday):
    factories.subscription(acme, stan, group_by="branch", group="Centro")
    answer(survey, monday, 10, 10, properties={"branch": "Centro"})
    answer(survey, monday, 0, 0, 0, properties={"branch": "Norte"})
    factories.alert(survey, group_by="branch", group="Norte", told_on=monday.date())
    case = factories.case(factories.response(survey, 1, at=monday - timedelta(days=99)), stan)
    text = send(stan, monday).payload["text"]
    assert "branch: Centro" in text
    assert "2 new answers: promoters 2, passives 0, detractors 0." in text
    assert "Norte" not in text
    assert "Your open cases: 1, overdue: 1." in text
    assert case.owner == stan


def test_a_viewer_reads_nothing_of_cases(acme, vera, olga, survey, monday):
    factories.subscription(acme, vera)
    answer(survey, monday, 9)
    factories.case(factories.response(survey, 1, at=monday - timedelta(days=99)), olga)
    assert "cases" not in send(vera, monday).payload["text"]


def test_sample_figures_are_mailed_to_nobody(acme, olga, survey, monday):
    answer(survey, monday, 9)
    acme.has_sample_data = True
    acme.save()
    assert send(olga, monday) is None
