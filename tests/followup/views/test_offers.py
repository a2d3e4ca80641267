import uuid

import pytest
from django.test import Client
from django.utils import timezone

from contacts.models import Suppression
from delivery.models import OutboundMessage
from followup.models import Promotion
from tests import factories


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, olga)


def typed(survey, **fields):
    return {
        "name": "Spring",
        "survey": survey.pk,
        "segment": "",
        "group": "",
        "percent_held": 20,
        "days": 90,
        "url": "https://acme.example/offer",
        "launch_key": uuid.uuid4(),
        "text_es_subject": "Para ti",
        "text_es_body": "Hola {first_name}",
        "text_es_button": "Ver",
        **fields,
    }


def test_counting_trying_and_sending(client_of, mark, acme, survey):
    factories.contact(acme)
    client, url = client_of(mark), "/o/acme/offers/new/"
    page = client.post(url, typed(survey, count="1"))
    assert page.status_code == 200
    assert "1 person takes part in the lot" in page.content.decode()
    assert not Promotion.objects.exists()
    assert client.post(url, typed(survey, trial="1")).status_code == 200
    assert OutboundMessage.objects.get(kind="test").recipient == mark.email
    assert client.post(url, typed(survey, send="1")).status_code == 422  # without the tick
    reply = client.post(url, typed(survey, send="1", confirm="on"))
    row = Promotion.objects.get()
    assert reply["Location"] == f"/o/acme/offers/{row.pk}/"
    assert row.texts == {"es": {"subject": "Para ti", "body": "Hola {first_name}", "button": "Ver"}}
    assert "The lots are being drawn." in client.get(reply["Location"]).content.decode()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"percent_held": 5}, "percent_held"),
        ({"percent_held": 60}, "percent_held"),
        ({"url": "http://acme.example/"}, "url"),
        ({"text_en_subject": "For you"}, "text_en_body"),
        ({"text_es_body": "{last_name}"}, "text_es_body"),
        ({"text_es_subject": "", "text_es_body": "", "text_es_button": ""}, "text_es_subject"),
        ({"name": ""}, "name"),
        ({"days": 7}, "days"),
    ],
)
def test_what_is_wrong_is_named_and_kept(client_of, mark, survey, fields, field):
    reply = client_of(mark).post("/o/acme/offers/new/", typed(survey, send="1", confirm="on", **fields))
    assert reply.status_code == 422
    assert field in reply.context["form"].errors
    assert "Para ti" in reply.content.decode() or not fields.get("text_es_subject", "Para ti")
    assert not Promotion.objects.exists()


def test_the_sentence(client_of, vera, stan, acme, survey):
    promotion = factories.promotion(survey, state="running")
    for lot, buyers in (("offered", 12), ("held_out", 12)):
        for number in range(30):
            contact = factories.contact(acme)
            factories.promotion_share(promotion, contact, lot)
            if number < buyers:
                factories.purchase(contact, bought_at=timezone.now())
    factories.promotion_share(promotion, factories.contact(acme), "left_out", reason="open_case")
    stan.language = "en"
    stan.save()
    page = client_of(stan).get(f"/o/acme/offers/{promotion.pk}/").content.decode()
    assert "Not proven: 0 ± 23." in page
    assert "these figures are preliminary" in page
    assert "has an open case" in page
    assert client_of(vera).get(f"/o/acme/offers/{promotion.pk}/").status_code == 403


def test_stopping(client_of, mark, stan, xena, survey):
    promotion = factories.promotion(survey, state="running")
    url = f"/o/acme/offers/{promotion.pk}/stop/"
    assert client_of(stan).post(url).status_code == 403
    assert client_of(xena).post(url).status_code == 404
    for _ in range(2):
        assert client_of(mark).post(url).status_code == 302
    promotion.refresh_from_db()
    assert promotion.state == "stopped"


def test_leaving(acme, survey):
    share = factories.promotion_share(factories.promotion(survey), factories.contact(acme))
    visitor, url = Client(enforce_csrf_checks=True), f"/u/offer/{share.unsubscribe_token}/"
    assert "No me envíen más correos" in visitor.get(url).content.decode()
    assert not Suppression.objects.exists()
    page = visitor.post(url, {"List-Unsubscribe": "One-Click"})
    assert "Listo: no más correos" in page.content.decode()
    assert Suppression.objects.get().reason == "unsubscribed"
    assert visitor.get("/u/offer/unknown/").status_code == 404


def test_the_list(client_of, olga, xena, survey):
    assert client_of(olga).get("/o/acme/offers/").status_code == 200
    factories.promotion(survey)
    assert "Spring" in client_of(olga).get("/o/acme/offers/").content.decode()
    assert client_of(xena).get("/o/acme/offers/").status_code == 404


def test_the_form_speaks_spanish_and_names_what_an_address_lacks(client_of, mark, survey):
    browser = client_of(mark)
    browser.cookies["django_language"] = "es"
    page = browser.get("/o/acme/offers/new/").content.decode()
    assert "90 días" in page
    assert "90 days" not in page
    answer = browser.post("/o/acme/offers/new/", typed(survey, url="http://acme.example/offer", count="1"))
    assert answer.status_code == 422
    assert answer.context["form"].errors["url"] == ["Escribe una dirección que empiece con https://"]
