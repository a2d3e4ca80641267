import pytest
from django.urls import reverse

from surveys.models import Survey
from tests import factories

TYPED = {
    "name": "Customers",
    "brand": "Acme",
    "languages": ["es", "en"],
    "default_language": "es",
    "wording": "b",
    "address": "tu",
    "color": "#0b5f57",
    "edit_days": 7,
    "link_days": 60,
}


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, olga)


def ask(client, survey, key="sms", language="es", **typed):
    address = reverse("surveys:sms_length", args=["acme", survey.pk, language, key])
    return client.post(address, TYPED | {"detractor_owner": survey.detractor_owner_id} | typed)


def test_the_count_follows_what_is_typed(survey, mark, client_of):
    client = client_of(mark)
    assert "1 SMS" in ask(client, survey).content.decode()
    long = ask(
        client, survey, text_es_sms="Acme: ¿Nos recomendarías a un amigo? {link} BAJA" + " más" * 30
    ).content.decode()
    assert "4 SMS" in long
    assert "More than three" in long
    plain = ask(client, survey, text_es_sms="Acme: ¿Así? {link} BAJA", sms_plain="on").content.decode()
    assert "These signs" not in plain
    accent = ask(client, survey, text_es_sms="Acme: ¿Así? {link} BAJA").content.decode()
    assert "hold less: í" in accent
    assert Survey.objects.get().texts == {}


def test_who_may_and_what_there_is(survey, stan, mark, xena, client_of):
    assert ask(client_of(stan), survey).status_code == 403
    assert ask(client_of(xena), survey).status_code == 404
    assert ask(client_of(mark), survey, key="subject").status_code == 404
    assert ask(client_of(mark), survey, language="xx").status_code == 404


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"text_es_sms": "0-10? BAJA"}, "Say who asks"),
        ({"text_es_sms": "Acme 0-10?"}, "how to get no more"),
        ({"text_es_sms_link": "Acme {leave}"}, "{link} must stand"),
        ({"text_es_sms": "Acme BAJA {nombre}"}, "{nombre} is not a field"),
        ({"text_es_sms": "Acme BAJA " + "x" * 460}, "more than three SMS"),
    ],
)
def test_the_editor_names_what_a_text_lacks_and_keeps_it(survey, mark, client_of, typed, words):
    address = reverse("surveys:survey_edit", args=["acme", survey.pk])
    answer = client_of(mark).post(address, TYPED | {"detractor_owner": survey.detractor_owner_id} | typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert next(iter(typed.values())) in page


def test_the_text_is_frozen_as_it_leaves(survey, mark, client_of):
    address = reverse("surveys:survey_edit", args=["acme", survey.pk])
    own = {"text_es_sms": "{brand}: {question} Número, {link}. BAJA", "sms_plain": "on", "publish": "1"}
    answer = client_of(mark).post(address, TYPED | {"detractor_owner": survey.detractor_owner_id} | own)
    assert answer.status_code == 302
    survey.refresh_from_db()
    text = survey.published.text("es")["sms"]
    assert text == "Acme: ¿Qué tan probable es que recomiendes Acme a un amigo o colega? Numero, {link}. BAJA"
    page = client_of(mark).get(address).content.decode()
    assert "1 SMS" in page
