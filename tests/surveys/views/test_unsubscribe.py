from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from contacts.models import Contact, Suppression
from contacts.queries.suppressed import is_suppressed
from surveys.actions.preview_campaign import preview_campaign
from surveys.models import Invitation
from tests import factories


@pytest.fixture
def invitation(acme):
    return factories.invitation(factories.survey(acme), factories.contact(acme, email="ana@example.com"))


@pytest.fixture
def url(invitation):
    return f"/u/{invitation.unsubscribe_token}/"


def test_opening_the_link_changes_nothing(url, acme):
    client = Client()
    for ask in (client.get, client.head):
        response = ask(url)
        assert response.status_code == 200
    assert not Suppression.objects.exists()
    assert "Set-Cookie" not in response.headers
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response.headers["X-Robots-Tag"]


@pytest.mark.parametrize("body", [{}, {"List-Unsubscribe": "One-Click"}])
def test_one_press_is_enough_without_cookie_or_token(url, acme, body):
    client = Client(enforce_csrf_checks=True)
    for _ in range(2):
        assert client.post(url, body).status_code == 200
    assert is_suppressed(acme, "email", "ana@example.com")
    assert Suppression.objects.count() == 1
    assert not client.cookies
    assert 'name="undo"' in client.get(url).content.decode()


def test_undo(url, acme):
    client = Client()
    client.post(url)
    page = client.post(url, {"undo": "1"}).content.decode()
    assert not is_suppressed(acme, "email", "ana@example.com")
    assert "undo" not in page


def test_a_bounce_is_not_undone(url, acme, invitation):
    client = Client()
    client.post(url)
    Suppression.objects.update(reason="bounced")
    client.post(url, {"undo": "1"})
    assert is_suppressed(acme, "email", "ana@example.com")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "¿No recibir más encuestas?"),
        ("?lang=en", "No more surveys?"),
        ("?lang=xx", "¿No recibir más encuestas?"),
    ],
)
def test_speaks_the_language_of_the_invitation(url, query, words):
    assert words in Client().get(url + query).content.decode()


def test_an_erased_contact(url, invitation):
    invitation.contact.delete()
    client = Client()
    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 200
    assert client.post(url, {"undo": "1"}).status_code == 200


@pytest.mark.django_db
def test_unknown_link():
    assert Client().get("/u/nothing/").status_code == 404
    assert Client().post("/u/nothing/").status_code == 404


def test_the_survey_link_does_not_unsubscribe(invitation):
    assert Client().get(f"/u/{invitation.token}/").status_code == 404


def test_less_often(url, acme, invitation):
    client = Client(enforce_csrf_checks=True)
    page = client.post(url, {"less": "1"}).content.decode()
    contact = Contact.objects.get()
    assert contact.ask_not_before > timezone.now() + timedelta(days=180)
    assert "no te preguntará nada antes del" in page
    assert not is_suppressed(acme, "email", "ana@example.com")
    Contact.objects.update(ask_not_before=timezone.now() + timedelta(days=365))
    client.post(url, {"less": "1"})
    assert Contact.objects.get().ask_not_before > timezone.now() + timedelta(days=364)
    client.post(url)  # and still may leave for good
    assert is_suppressed(acme, "email", "ana@example.com")


def test_a_person_who_wants_less_is_not_asked(url, acme, olga):
    Client().post(url, {"less": "1"})
    Invitation.objects.update(planned_at=timezone.now() - timedelta(days=100), asked_at=None)
    preview = preview_campaign(organisation=acme, rules=[], now=timezone.now())
    assert [str(reason) for reason in preview.left_out] == ["asked_less"]


def test_a_reason_may_be_given(url, acme):
    client = Client()
    page = client.post(url).content.decode()
    assert 'name="why"' in page
    client.post(url, {"why": "rubbish"})
    assert Suppression.objects.get().why == ""
    page = client.post(url, {"why": "too_often"}).content.decode()
    assert Suppression.objects.get().why == "too_often"
    assert 'name="why"' not in page
    assert client.post(url, {"why": "too_often"}).status_code == 200


def test_a_reason_alone_unsubscribes_nobody(url, acme):
    Client().post(url, {"why": "too_often"})
    assert not is_suppressed(acme, "email", "ana@example.com")


def test_deleting_asks_once_more_and_then_keeps_the_number_only(url, acme, invitation):
    answer = factories.response(invitation.survey, 3, contact=invitation.contact, invitation=invitation)
    client = Client(enforce_csrf_checks=True)
    page = client.get(f"{url}?erase=1").content.decode()
    assert 'name="erase"' in page
    assert Contact.objects.exists()
    page = client.post(url, {"erase": "1"}).content.decode()
    assert not Contact.objects.exists()
    assert is_suppressed(acme, "email", "ana@example.com")
    assert "ana@" not in page
    answer.refresh_from_db()
    assert (answer.score, answer.contact) == (3, None)
    assert client.post(url, {"erase": "1"}).status_code == 200
    assert client.post(url, {"less": "1"}).status_code == 200


def test_from_an_sms_both_addresses_are_let_alone_and_come_back(acme, olga, client):
    contact = factories.contact(acme, email="ana@example.com", phone="+573001234567")
    invitation = factories.invitation(factories.survey(acme, olga), contact, channel="sms")
    address = f"/u/{invitation.unsubscribe_token}/"
    client.post(address)
    assert is_suppressed(acme, "phone", contact.phone)
    assert is_suppressed(acme, "email", contact.email)
    client.post(address, {"undo": "1"})
    assert not is_suppressed(acme, "phone", contact.phone)
    assert not is_suppressed(acme, "email", contact.email)


def test_a_contact_without_a_mail_address(acme, olga, client):
    contact = factories.contact(acme, email="", phone="+573001234567")
    invitation = factories.invitation(factories.survey(acme, olga), contact, channel="sms")
    address = f"/u/{invitation.unsubscribe_token}/"
    before = client.get(address).content
    client.post(address)
    client.post(address, {"why": "too_often"})
    assert client.get(address).content != before
    assert Suppression.objects.get().why == "too_often"
