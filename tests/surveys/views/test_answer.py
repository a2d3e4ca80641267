"""The public page: what it accepts, what it refuses, what it must never do."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contacts.models import Contact
from responses.models import ProvisionalAnswer, Response, Revision
from surveys.models import Invitation, LinkHit
from tests import factories


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, owner=olga)


@pytest.fixture
def invitation(acme, survey):
    return factories.invitation(survey, factories.contact(acme, name="Ana", language="es"))


@pytest.fixture
def visitor():
    """A visitor without cookies; CSRF is enforced, because no public page may need its cookie."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def url(invitation):
    return f"/s/{invitation.token}/"


@pytest.mark.parametrize("score", range(11))
def test_each_score_is_stored_sorted_and_thanked(visitor, url, score):
    response = visitor.post(url, {"score": str(score), "comment": "ok"})
    assert (response.status_code, response["Location"]) == (303, f"{url}thanks/")
    category = "detractor" if score <= 6 else "passive" if score <= 8 else "promoter"
    stored = Response.objects.get()
    assert (stored.score, stored.category, stored.comment, stored.language) == (score, category, "ok", "es")
    page = visitor.get(response["Location"]).content.decode()
    assert {"detractor": "(0-6)", "passive": "(7-8)", "promoter": "(9-10)"}[category] in page


@pytest.mark.parametrize("score", ["11", "-1", "7.5", "", "siete", None, "٧", "0x1", "1e1", "9\x00"])
def test_anything_else_is_refused_and_what_was_typed_is_kept(visitor, url, score):
    data = {"comment": "Muy <b>lento</b>", "wants_contact": "1"} | ({} if score is None else {"score": score})
    response = visitor.post(url, data)
    if score == "9\x00":  # a control character is not a number, but it hides none either
        assert response.status_code == 303
        return
    page = response.content.decode()
    assert response.status_code == 422
    assert 'role="alert"' in page
    assert '<a href="#s0">Elige un número del 0 al 10.</a>' in page
    assert "Muy &lt;b&gt;lento&lt;/b&gt;" in page
    assert re.search(r'name="wants_contact"[^>]*checked', page)
    assert not Response.objects.exists()


def test_comment_too_long_is_refused_with_the_score_kept(visitor, url):
    response = visitor.post(url, {"score": "4", "comment": "x" * 4001})
    page = response.content.decode()
    assert response.status_code == 422
    assert '<a href="#comment">' in page
    assert re.search(r'id="s4"[^>]*checked', page)


READS = ("SELECT", "SAVEPOINT", "RELEASE", "PREPARE", "EXECUTE promotor_invited")


def test_opening_a_link_stores_no_answer(visitor, url):
    """Mail scanners open every link; only that they did is noted."""
    with CaptureQueriesContext(connection) as queries:
        for path in (url, f"{url}10/", f"{url}thanks/"):
            for method in (visitor.get, visitor.head):
                assert method(path).status_code in (200, 302)
    written = [query["sql"] for query in queries if not query["sql"].startswith(READS)]
    assert all(sql.lstrip().startswith("INSERT INTO surveys_linkhit") for sql in written)
    assert not Response.objects.exists()
    assert not ProvisionalAnswer.objects.exists()
    assert list(LinkHit.objects.order_by("method", "-score").values_list("method", "score")) == [
        ("GET", None), ("GET", 10), ("HEAD", None), ("HEAD", 10),
    ]  # fmt: skip


def test_page_takes_one_query_and_a_note_and_an_answer_two(visitor, url):
    def count(ask, *args):
        with CaptureQueriesContext(connection) as queries:
            ask(url, *args)
        return len([query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]])

    visitor.get(url)  # its version is read once in a process
    assert count(visitor.get) == 2
    assert count(visitor.post, {"score": "9", "seen": "3"}) == 2
    assert count(visitor.get) == 3


def test_number_tapped_in_the_mail_is_chosen_and_remembered_as_such(visitor, url):
    page = visitor.get(f"{url}3/").content.decode()
    assert re.search(r'id="s3"[^>]*checked', page)
    assert page.count(" checked") == 1
    assert 'name="layout" value="email"' in page
    visitor.post(url, {"score": "3", "layout": "email"})
    assert Response.objects.get().layout == "email"


def test_number_that_is_none_opens_the_page_without_a_choice(visitor, url):
    response = visitor.get(f"{url}11/")
    assert response.status_code == 200
    assert " checked" not in response.content.decode()


def test_change_by_the_same_link_never_shows_the_comment(visitor, url):
    visitor.post(url, {"score": "2", "comment": "El repartidor gritó", "wants_contact": "1"})
    for path in (url, f"{url}thanks/", f"{url}7/"):
        assert "repartidor" not in visitor.get(path).content.decode()
    page = visitor.get(url).content.decode()
    assert "Ya respondiste" in page
    assert re.search(r'id="s2"[^>]*checked', page)
    visitor.post(url, {"score": "8", "comment": "Lo arreglaron"})
    stored = Response.objects.get()
    assert (stored.score, stored.comment, stored.wants_contact) == (8, "Lo arreglaron", False)
    assert Revision.objects.get().comment == "El repartidor gritó"


def test_after_the_window_the_answer_stays(visitor, url):
    visitor.post(url, {"score": "2"})
    Response.objects.update(answered_at=timezone.now() - timedelta(days=7, seconds=1))
    assert visitor.get(url).status_code == 410
    assert visitor.post(url, {"score": "9"}).status_code == 410
    page = visitor.get(f"{url}thanks/")
    assert page.status_code == 200
    assert "Cambiar mi respuesta" not in page.content.decode()
    assert Response.objects.get().score == 2


def test_expired_link_says_so(visitor, url, invitation):
    Invitation.objects.update(expires_at=timezone.now())
    for response in (visitor.get(url), visitor.post(url, {"score": "9"})):
        assert response.status_code == 410
        assert "Esta encuesta está cerrada" in response.content.decode()
    assert not Response.objects.exists()


def test_unknown_link_is_not_found_and_guessing_is_slowed(visitor, db):
    assert visitor.get("/s/nobody-has-this/").status_code == 404
    statuses = {visitor.get(f"/s/guess{number}/").status_code for number in range(31)}
    assert statuses == {404, 429}


def test_too_many_posts_of_one_link(visitor, url):
    statuses = [visitor.post(url, {"score": str(number % 11)}).status_code for number in range(21)]
    assert statuses[:20] == [303] * 20
    assert statuses[20] == 429


def test_headers_keep_the_link_secret_and_set_no_cookie(visitor, url):
    for response in (
        visitor.get(url),
        visitor.post(url, {"score": "x"}),
        visitor.post(url, {"score": "9"}),
        visitor.get(f"{url}thanks/"),
    ):
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert response["Cache-Control"] == "no-store"
        assert "Accept-Language" in response["Vary"]
        assert "Cookie" not in response["Vary"]
        assert not response.cookies


@pytest.mark.parametrize(
    ("query", "header", "language"),
    [("", "en", "es"), ("?lang=en", "es", "en"), ("?lang=de", "en", "es"), ("?lang=EN-us", "", "en")],
)
def test_language_is_asked_then_the_contacts(visitor, url, query, header, language):
    response = visitor.get(url + query, headers={"Accept-Language": header})
    assert f'<html lang="{language}"' in response.content.decode()
    assert response["Content-Language"] == language


def test_language_of_the_open_link_is_the_browsers(visitor, survey):
    page = visitor.get(f"/p/{survey.open_token}/", headers={"Accept-Language": "fr, en;q=0.8, es;q=0.5"})
    assert '<html lang="en"' in page.content.decode()


def test_chosen_language_survives_the_answer(visitor, url):
    page = visitor.get(f"{url}?lang=en").content.decode()
    assert f'action="{url}?lang=en"' in page
    response = visitor.post(f"{url}?lang=en", {"score": "9"})
    assert response["Location"] == f"{url}thanks/?lang=en"
    assert Response.objects.get().language == "en"


def test_open_link_stores_an_anonymous_answer_that_can_be_changed(visitor, survey):
    page = visitor.get(f"/p/{survey.open_token}/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    assert "wants_contact" not in page
    for _ in range(2):  # a double click
        response = visitor.post(f"/p/{survey.open_token}/", {"score": "6", "comment": "caro", "key": key})
    stored = Response.objects.get()
    assert (stored.contact, stored.invitation, stored.channel, stored.wants_contact) == (
        None,
        None,
        "link",
        None,
    )
    assert response["Location"] == f"/s/{stored.token}/thanks/"
    assert f'href="/s/{stored.token}/"' in visitor.get(response["Location"]).content.decode()
    assert "caro" not in visitor.get(f"/s/{stored.token}/").content.decode()
    visitor.post(f"/s/{stored.token}/", {"score": "10"})
    assert Response.objects.get().score == 10


def test_open_link_of_a_draft_is_unknown(visitor, acme):
    draft = factories.survey(acme, published=False)
    assert visitor.get(f"/p/{draft.open_token}/").status_code == 404


def test_open_link_is_limited_per_visitor(visitor, survey):
    statuses = [visitor.post(f"/p/{survey.open_token}/", {"score": "9"}).status_code for _ in range(11)]
    assert statuses == [303] * 10 + [429]


def test_answer_of_an_invitation_is_not_reached_by_its_own_token(visitor, url):
    visitor.post(url, {"score": "9"})
    assert visitor.get(f"/s/{Response.objects.get().token}/").status_code == 404


def test_page_names_nobody(visitor, url):
    Contact.objects.update(name="Ana Secreta")
    assert "Secreta" not in visitor.get(url).content.decode()


def test_sample_links_show_that_they_store_nothing(visitor, acme):
    survey = factories.survey(acme, is_sample=True)
    url = f"/s/{factories.invitation(survey, factories.contact(acme)).token}/"
    page = visitor.get(url)
    assert "Datos de muestra" in page.content.decode()
    assert visitor.post(url, {"score": "9"}).status_code == 409
    assert not Response.objects.exists()


def test_other_methods_are_refused(visitor, url):
    for method in (visitor.put, visitor.delete, visitor.patch):
        assert method(url).status_code == 405
