import io
import zipfile

import pytest
from django.test import Client

from accounts.models import Event
from contacts.actions.erase_contact import erase_contact
from responses import models
from tests import factories

CONSENT = (
    "Permito a Acme publicar estas palabras con el nombre que escribí, o sin nombre si no escribí ninguno."
)
URL = "/o/acme/testimonials/"


@pytest.fixture
def survey(acme, olga):
    row = factories.survey(acme, olga)
    factories.afterwards(row, asks_quotes=True)
    return row


@pytest.fixture
def visitor():
    return Client(enforce_csrf_checks=True)


def answered(survey, score, visitor):
    invitation = factories.invitation(survey, factories.contact(survey.organisation, language="es"))
    visitor.post(f"/s/{invitation.token}/", {"score": str(score), "comment": "Entre nosotros"})
    return f"/s/{invitation.token}/quote/"


@pytest.mark.parametrize("score", [0, 8, 10])
def test_given_with_the_exact_words_and_withdrawn(survey, visitor, score):
    url = answered(survey, score, visitor)
    assert url in visitor.get(url.replace("quote", "thanks")).content.decode()
    page = visitor.get(url).content.decode()
    assert CONSENT in page
    assert "Entre nosotros" not in page
    typed = {"quote": "Rápidos y amables", "shown_name": "Ana R.", "consent": "1"}
    assert visitor.post(url, typed).status_code == 303
    row = models.Testimonial.objects.get()
    assert (row.quote, row.shown_name, row.response.score) == ("Rápidos y amables", "Ana R.", score)
    assert row.consent.startswith(CONSENT)
    page = visitor.get(url).content.decode()
    assert "puede publicar tus palabras" in page
    assert "Rápidos" not in page  # a link can be forwarded
    assert visitor.post(url, {"withdraw": "1"}).status_code == 303
    row.refresh_from_db()
    assert row.withdrawn_at is not None
    assert row.quote == ""
    verbs = (
        Event.objects.filter(verb__startswith="testimonial.").order_by("pk").values_list("verb", flat=True)
    )
    assert list(verbs) == ["testimonial.given", "testimonial.withdrawn"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"quote": "Bien"}, "consent"),
        ({"consent": "1"}, "quote"),
        ({"quote": "x" * 601, "consent": "1"}, "quote"),
        ({"quote": "Bien", "shown_name": "x" * 81, "consent": "1"}, "shown_name"),
    ],
)
def test_what_is_missing_is_named_and_kept(survey, visitor, typed, field):
    url = answered(survey, 9, visitor)
    page = visitor.post(url, typed)
    assert page.status_code == 422
    assert f'<a href="#{field}">' in page.content.decode()
    assert typed.get("quote", "") in page.content.decode()
    assert not models.Testimonial.objects.exists()


def test_only_after_an_answer_where_it_is_asked_for_but_withdrawing_always_works(acme, olga, survey, visitor):
    invitation = factories.invitation(survey, factories.contact(acme))
    assert visitor.get(f"/s/{invitation.token}/quote/").status_code == 404
    url = answered(survey, 9, visitor)
    visitor.post(url, {"quote": "Bien", "consent": "1"})
    factories.afterwards(survey, asks_quotes=False)
    assert visitor.post(url, {"withdraw": "1"}).status_code == 303
    assert models.Testimonial.objects.get().withdrawn_at is not None
    assert visitor.get(url).status_code == 404


def test_list_publish_and_export(client_of, mark, stan, vera, xena, acme, survey):
    contact = factories.contact(acme)
    shown = factories.testimonial(factories.response(survey, 3, contact=contact), quote="=Good")
    gone = factories.testimonial(factories.response(survey, 9), quote="", withdrawn_at=shown.consented_at)
    page = client_of(stan).get(URL).content.decode()
    assert "=Good" in page
    assert "I allow it." in page
    publish = f"{URL}{shown.pk}/publish/"
    assert client_of(stan).post(publish, {"published": "1"}).status_code == 403
    assert client_of(xena).post(publish, {"published": "1"}).status_code == 404
    client_of(mark).post(publish, {"published": "1"})
    shown.refresh_from_db()
    assert shown.published_at is not None
    client_of(mark).post(publish, {"published": "0"})
    shown.refresh_from_db()
    assert shown.published_at is None
    client_of(mark).post(f"{URL}{gone.pk}/publish/", {"published": "1"})
    gone.refresh_from_db()
    assert gone.published_at is None
    assert client_of(vera).get(URL).status_code == 403
    assert client_of(stan).post(f"{URL}export/", {"form": "csv"}).status_code == 403
    reply = client_of(mark).post(f"{URL}export/", {"form": "csv"})
    archive = zipfile.ZipFile(io.BytesIO(b"".join(reply.streaming_content)))
    lines = archive.read(archive.namelist()[0]).decode().splitlines()
    assert len(lines) == 2
    assert "'=Good" in lines[1]
    assert shown.consented_at.astimezone(acme.zone).date().isoformat() in lines[1]


def test_words_go_with_their_author(acme, olga, survey):
    contact = factories.contact(acme)
    factories.testimonial(factories.response(survey, 9, contact=contact))
    erase_contact(contact=contact, by=olga, now=survey.created_at)
    assert not models.Testimonial.objects.exists()
