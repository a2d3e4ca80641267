"""The questions below the thank-you: never before the score, never needed, kept once."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Event
from contacts.models import Standing
from responses.actions.record_answer import record_answer
from responses.models import ExtraAnswer
from surveys.models import Afterwards
from tests import factories


@pytest.fixture
def visitor():
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def invitation(acme, olga):
    survey = factories.survey(acme, owner=olga)
    return factories.invitation(survey, factories.contact(acme, name="Ana", language="es"))


@pytest.fixture
def asks(invitation):
    """Switch questions on."""

    def switch(*names):
        fields = dict.fromkeys(names, True)
        Afterwards.objects.create(organisation=invitation.organisation, survey=invitation.survey, **fields)
        return f"/s/{invitation.token}/"

    return switch


def answer(invitation, score=9):
    return record_answer(invitation=invitation, score=score, language="es", now=timezone.now())


def test_they_stand_below_the_thank_you_and_nowhere_before(visitor, invitation, asks):
    url = asks("asks_barrier", "asks_need")
    assert "barrier" not in visitor.get(url).content.decode()
    assert visitor.get(f"{url}more/").status_code == 404
    answer(invitation)
    page = visitor.get(f"{url}thanks/").content.decode()
    assert "¿Qué te frena para comprarnos más?" in page
    assert page.count('name="barrier"') == 7
    assert "¿Qué te hace falta" in page
    assert "rival" not in page
    assert " checked>" not in page


def test_opening_the_link_stores_nothing_and_sending_the_form_does(visitor, invitation, asks):
    url = asks("asks_barrier", "asks_rival")
    answer(invitation)
    assert visitor.get(f"{url}more/?barrier=price").status_code == 302
    assert not ExtraAnswer.objects.exists()
    form = {"barrier": "price", "rival": " Bodega  Sur ", "rival_score": "7"}
    for barrier in ("price", "other"):  # said twice: the last counts
        reply = visitor.post(f"{url}more/?lang=es", form | {"barrier": barrier, "barrier_text": "El horario"})
        assert (reply.status_code, reply["Location"]) == (303, f"{url}thanks/?lang=es#extra")
    barrier, rival = ExtraAnswer.objects.order_by("kind")
    assert (barrier.choice, barrier.text, rival.text, rival.score) == (
        "other",
        "El horario",
        "Bodega  Sur",
        7,
    )
    assert rival.organisation_id == invitation.organisation_id
    events = Event.objects.filter(verb="response.extras_given")
    assert [event.data for event in events] == [{"kinds": ["barrier", "rival"]}] * 2
    page = visitor.get(f"{url}thanks/").content.decode()
    assert "Guardado. Gracias." in page
    assert re.search(r'value="other" checked', page)
    assert not reply.cookies


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({}, "extra-need"),
        ({"need": "  "}, "extra-need"),
        ({"need": "x" * 501}, "extra-need"),
        ({"need": "almacenaje", "rival": "Bodega Sur"}, "extra-rival-score"),
        ({"need": "almacenaje", "rival_score": "11"}, "extra-rival-score"),
        ({"need": "almacenaje", "rival": "y" * 81, "rival_score": "5"}, "extra-rival"),
    ],
)
def test_what_does_not_fit_is_named_and_kept(visitor, invitation, asks, form, field):
    url = asks("asks_need", "asks_rival")
    answer(invitation)
    reply = visitor.post(f"{url}more/", form)
    page = reply.content.decode()
    assert reply.status_code == 422
    assert f'<a href="#{field}">' in page
    assert f'id="{field}"' in page
    if form.get("need", "").strip():
        assert form["need"] in page
    assert not ExtraAnswer.objects.exists()


def test_a_choice_that_is_not_offered_is_refused_and_so_is_what_is_not_asked(visitor, invitation, asks):
    url = asks("asks_barrier")
    answer(invitation)
    assert visitor.post(f"{url}more/", {"barrier": "weather"}).status_code == 422
    assert visitor.post(f"{url}more/", {"need": "almacenaje"}).status_code == 422
    assert not ExtraAnswer.objects.exists()


@pytest.mark.parametrize(
    ("score", "quadrant", "is_asked"),
    [
        (9, "yes_not", True),
        (9, "no_not", True),
        (10, None, True),
        (9, "yes_buys", False),
        (8, "yes_not", False),
    ],
)
def test_only_those_who_say_yes_and_do_not_buy(visitor, invitation, asks, score, quadrant, is_asked):
    url = asks("asks_barrier", "only_hesitant")
    answer(invitation, score)
    if quadrant:
        Standing.objects.update_or_create(
            contact=invitation.contact,
            defaults={"organisation": invitation.organisation, "quadrant": quadrant},
        )
    assert ("¿Qué te frena" in visitor.get(f"{url}thanks/").content.decode()) == is_asked
    assert visitor.post(f"{url}more/", {"barrier": "price"}).status_code == (303 if is_asked else 404)


def test_two_at_most(client_of, mark, invitation):
    url = f"/o/acme/surveys/{invitation.survey_id}/thanks/"
    three = {"asks_barrier": "on", "asks_need": "on", "asks_rival": "on", "only_hesitant": "on"}
    reply = client_of(mark).post(url, three)
    assert reply.status_code == 422
    assert "asks_rival" in reply.context["form"].errors
    del three["asks_rival"]
    assert client_of(mark).post(url, three).status_code == 302
    row = Afterwards.objects.get()
    assert (row.asks_barrier, row.asks_need, row.asks_rival, row.only_hesitant) == (True, True, False, True)
