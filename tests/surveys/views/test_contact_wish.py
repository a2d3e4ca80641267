import pytest
from django.urls import reverse
from django.utils import timezone

from followup.actions.open_case import open_case
from followup.models import Case, ContactWish
from responses.models import Response
from tests import factories


@pytest.fixture
def invitation(acme, stan):
    stan.name = "Lucía Gómez"
    stan.save()
    contact = factories.contact(acme, name="Ana", language="es")
    return factories.invitation(factories.survey(acme, owner=stan), contact)


@pytest.fixture
def answer(client, invitation):
    client.post(
        reverse("surveys:answer", args=[invitation.token]), {"score": "2", "wants_contact": "1", "seen": ""}
    )
    return Response.objects.get()


def url(page, invitation, query=""):
    return reverse(f"surveys:{page}", args=[invitation.token]) + query


def text(response):
    return response.content.decode()


def test_who_contacts_them_and_by_when(client, invitation, answer):
    page = text(client.get(url("thanks", invitation)))
    assert "Lucía se pondrá en contacto contigo a más tardar el " in page
    assert "Gómez" not in page
    assert "¿Cuándo te viene mejor?" in page
    assert "Lucía will contact you by " in text(client.get(url("thanks", invitation, "?lang=en")))


def test_nobody_in_charge_is_our_team(client, acme, invitation, answer):
    open_case(response=answer, owner=None, now=timezone.now())
    assert "Nuestro equipo se pondrá en contacto" in text(client.get(url("thanks", invitation)))


def test_who_did_not_ask_for_it_sees_nothing_of_it(client, invitation):
    client.post(reverse("surveys:answer", args=[invitation.token]), {"score": "2", "seen": ""})
    page = text(client.get(url("thanks", invitation)))
    assert "en contacto" not in page
    assert "/wish/" not in page
    assert client.post(url("contact_wish", invitation), {"window": "morning"}).status_code == 404
    assert not ContactWish.objects.exists()


def test_a_wish_is_kept_shown_and_sets_the_clock(client, invitation, answer, stan):
    case = open_case(response=answer, owner=stan, now=timezone.now())
    saved = client.post(url("contact_wish", invitation), {"window": "afternoon", "day": ""})
    assert (saved.status_code, saved["Location"]) == (303, url("thanks", invitation))
    page = text(client.get(url("thanks", invitation)))
    assert " (de " in page
    assert "Elegir otro momento" in page
    case.refresh_from_db()
    assert case.contact_due_at == ContactWish.objects.get().ends_at


def test_one_of_the_days_that_are_offered(client, invitation, answer):
    page = text(client.get(url("thanks", invitation)))
    day = page.split('<option value="20')[2][:8]
    assert (
        client.post(url("contact_wish", invitation), {"window": "soon", "day": f"20{day}"}).status_code == 303
    )
    assert str(ContactWish.objects.get().day) == f"20{day}"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Elige una parte del día."),
        ({"window": "midnight"}, "Elige una parte del día."),
        ({"window": "morning", "day": "2001-01-01"}, "Ese día ya no se puede."),
        ({"window": "morning", "day": "<script>"}, "Ese día ya no se puede."),
    ],
)
def test_what_is_not_offered_is_refused(client, invitation, answer, data, said):
    refused = client.post(url("contact_wish", invitation), data)
    assert refused.status_code == 422
    assert said in text(refused)
    assert "<script>" not in text(refused).replace("<script ", "")
    if data.get("day"):
        assert 'value="morning" checked' in text(refused)
    assert not ContactWish.objects.exists()


def test_a_token_nobody_has(client, db):
    assert client.get("/s/nobodys-token/wish/").status_code == 404
    assert client.post("/s/nobodys-token/wish/", {"window": "soon"}).status_code == 404


def test_the_address_alone_leads_to_the_thanks(client, invitation, answer):
    assert client.get(url("contact_wish", invitation))["Location"] == url("thanks", invitation)
    assert not ContactWish.objects.exists()


def test_the_case_tells_the_colleague(client_of, client, invitation, answer, stan):
    client.post(url("contact_wish", invitation), {"window": "evening"})
    open_case(response=answer, owner=stan, now=timezone.now())
    page = text(client_of(stan).get(reverse("followup:case", args=["acme", Case.objects.get().pk])))
    assert "When it suits them" in page
    assert "The customer wishes to be contacted" in page


def test_without_a_case_to_come_nothing_is_promised(client, acme, invitation, answer):
    Response.objects.update(triaged_at=timezone.now())
    page = text(client.get(url("thanks", invitation)))
    assert "en contacto" not in page
