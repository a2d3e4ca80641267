"""A comment pinned to the quotes of a theme, or hidden from all of them: on every page, in every file."""

import csv
import io
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Event
from reports.queries.sales_card import sales_card
from responses.models import QuoteChoice
from tests import factories

PAGE = "/o/acme/reasons/delivery/"
TEXTS = [
    "El pedido llegó tres días tarde y nadie avisó de nada",
    "Una semana esperando el paquete, y venía abierto por un lado",
    "El repartidor no encontró la casa y devolvió todo al almacén",
    "Pagué envío urgente para recibirlo igual que con el gratuito",
]


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, owner=olga)


@pytest.fixture
def late(survey):
    """Four complaints about the delivery, the first the newest."""
    rows = []
    for days, text in enumerate(TEXTS):
        row = factories.response(survey, 2, comment=text, at=timezone.now() - timedelta(days=days + 1))
        factories.comment_theme(row, "delivery")
        rows.append(row)
    return rows


def choose(client, row, deed, theme="delivery", org="acme"):
    return client.post(f"/o/{org}/responses/{row.pk}/quote/", {"deed": deed, "theme": theme, "back": PAGE})


def quoted(client):
    return [quote.response_id for quote in client.get(PAGE).context["page"].bad]


def test_who_may_choose(client_of, client, late, olga, mark, stan, vera, xena):
    expected = {olga: 302, mark: 302, stan: 403, vera: 403, xena: 404}
    assert {user: choose(client_of(user), late[0], "hide").status_code for user in expected} == expected
    assert choose(client_of(xena), late[0], "hide", org="other").status_code == 404
    assert "/accounts/login/" in choose(client, late[0], "hide").headers["Location"]
    assert client_of(olga).get(f"/o/acme/responses/{late[0].pk}/quote/").status_code == 405


def test_pinned_ones_come_first(client_of, mark, late):
    client = client_of(mark)
    assert quoted(client) == [row.pk for row in late[:3]]
    assert choose(client, late[3], "pin").headers["Location"] == PAGE
    assert quoted(client) == [late[3].pk, late[0].pk, late[1].pk]
    assert "Pinned" in client.get(PAGE).content.decode()
    choose(client, late[3], "unpin")
    assert quoted(client) == [row.pk for row in late[:3]]
    verbs = Event.objects.filter(verb__startswith="quote.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["quote.pinned", "quote.unpinned"]


def test_a_pin_outlives_the_window_and_masks_rude_words(client_of, mark, survey, late):
    old = factories.response(
        survey, 9, comment="Puta vida, tarde. Soy ana@example.com", at=timezone.now() - timedelta(days=300)
    )
    factories.comment_theme(old, "delivery")
    client = client_of(mark)
    choose(client, old, "pin")
    first = client.get(PAGE).context["page"].bad[0]
    assert (first.response_id, first.text) == (old.pk, "P*** vida, tarde. Soy [email]")


def test_a_comment_that_was_changed_is_pinned_no_longer(client_of, mark, late):
    client = client_of(mark)
    choose(client, late[3], "pin")
    late[3].updated_at = timezone.now()
    late[3].save()
    assert late[3].pk not in quoted(client)


def test_hidden_it_is_a_quote_nowhere(client_of, acme, mark, late):
    client, (row, *others) = client_of(mark), late
    row.contact = ana = factories.contact(acme)
    row.save()
    factories.testimonial(row, quote="Palabras para publicar")
    factories.standing(ana, quadrant="no_buys", rhythm="due", score=2)
    places = ["/o/acme/dashboard/", "/o/acme/quadrants/no_buys/", "/o/acme/testimonials/"]
    assert TEXTS[0] in client.get(places[0]).content.decode()
    assert sales_card(ana).quote == TEXTS[0]
    choose(client, row, "pin")
    choose(client, row, "hide")
    assert not QuoteChoice.objects.filter(kind="pin").exists()
    assert quoted(client) == [other.pk for other in others]
    assert client.get(PAGE).context["page"].hidden == 1
    for place in places:
        page = client.get(place).content.decode()
        assert TEXTS[0] not in page
        assert "Palabras para publicar" not in page
    assert sales_card(ana).quote == ""
    sent = b"".join(client.post("/o/acme/testimonials/export/").streaming_content)
    archive = zipfile.ZipFile(io.BytesIO(sent))
    rows = list(csv.reader(io.StringIO(archive.read(archive.namelist()[0]).decode("utf-8-sig"))))
    assert len(rows) == 1
    # It stays in the list of answers, where it is found again.
    assert TEXTS[0] in client.get("/o/acme/responses/?quotes=hide").content.decode()
    assert "Hidden from quotes" in client.get(f"/o/acme/responses/{row.pk}/").content.decode()
    choose(client, row, "show")
    assert row.pk in quoted(client)


def test_is_pinned_only_to_what_it_is_about(client_of, mark, late):
    client = client_of(mark)
    for nonsense in ({"deed": "pin", "theme": "food"}, {"deed": "burn"}):
        refused = client.post(f"/o/acme/responses/{late[0].pk}/quote/", nonsense, follow=True)
        assert "The comment is not about that theme any more." in refused.content.decode()
    assert not QuoteChoice.objects.exists()
