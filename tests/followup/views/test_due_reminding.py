import pytest

from followup.models import DueReminding
from tests import factories

URL = "/o/acme/offers/reminders/"


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, olga)


def typed(survey, **fields):
    return {
        "is_on": "on",
        "survey": survey.pk,
        "url": "https://acme.example/",
        "text_es_subject": "¿{product}?",
        "text_es_body": "Hola {first_name}",
        "text_es_button": "Comprar",
        **fields,
    }


def test_a_manager_switches_it_on_and_off(client_of, mark, acme, survey):
    client = client_of(mark)
    assert client.get(URL).status_code == 200
    assert client.post(URL, typed(survey)).status_code == 302
    row = DueReminding.objects.of(acme).get()
    assert (row.is_on, row.texts["es"]["subject"]) == (True, "¿{product}?")
    page = client.get(URL).content.decode()
    assert "¿{product}?" in page
    assert "0 customers written to" in page
    client.post(URL, typed(survey, is_on=""))
    assert not DueReminding.objects.of(acme).get().is_on


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"url": "http://acme.example/"}, "url"),
        ({"text_es_body": "{last_name}"}, "text_es_body"),
        ({"text_es_button": ""}, "text_es_button"),
        ({"survey": 0}, "survey"),
    ],
)
def test_what_is_wrong_is_named_and_kept(client_of, mark, acme, survey, fields, field):
    page = client_of(mark).post(URL, typed(survey) | fields)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert "Hola {first_name}" in page.content.decode() or field == "text_es_body"
    assert not DueReminding.objects.of(acme).exists()


def test_without_a_sender_it_stays_off(client_of, mark, acme, survey):
    acme.postal_address = ""
    acme.save()
    page = client_of(mark).post(URL, typed(survey))
    assert page.status_code == 422
    assert "postal address" in page.content.decode()
    assert not DueReminding.objects.of(acme).exists()


def test_who_may(client_of, stan, vera, xena, client, acme, survey):
    assert client_of(stan).get(URL).status_code == 200
    assert client_of(stan).post(URL, typed(survey)).status_code == 403
    assert client_of(vera).get(URL).status_code == 403
    assert client_of(xena).get(URL).status_code == 404
    assert client.get(URL).status_code == 302
