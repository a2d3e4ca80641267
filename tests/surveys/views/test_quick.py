"""What nearly every customer asks for is answered before Django, with the same result to the last header."""

import io
import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from nps_app.wsgi import QuickRoad
from responses.models import Response
from surveys.channels import recipe
from surveys.models import Invitation, LinkHit, Survey
from surveys.views.quick import FORM
from tests import factories


@pytest.fixture
def links(acme, olga):
    survey = factories.survey(acme, owner=olga)
    people = [factories.contact(acme, language="es") for _ in range(3)]
    return [factories.invitation(survey, person).token for person in people]


@pytest.fixture
def road(monkeypatch):
    """The web server's application; `road.asked` counts what Django had to answer."""
    monkeypatch.setattr(recipe, "_recipes", {})
    # Django's own test client does the same: the connection is in the test's transaction.
    monkeypatch.setattr("surveys.views.quick.close_old_connections", lambda: None)
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)
    django = get_wsgi_application()

    def counting(environ, start_response):
        application.asked += 1
        return django(environ, start_response)

    application = QuickRoad(counting)
    application.asked = 0
    yield application
    for moment in (request_started, request_finished):
        moment.connect(close_old_connections)


def ask(application, path, form=None, **meta):
    body = urlencode(form or {}).encode()
    path, _, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": "POST" if form else "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "CONTENT_LENGTH": str(len(body)) if form else "",
        "CONTENT_TYPE": FORM if form else "",
        **meta,
    }
    said = []
    found = application(environ, lambda status, headers: said.append((status, dict(headers))))
    return (*said[0], b"".join(found).decode())


def without_own(token, status, headers, page):
    """With this person's own values replaced, so that two people's pages can be compared."""
    csp = re.search(r"'nonce-([^']+)'", headers["Content-Security-Policy"])
    nonce = re.search(r'name="nonce" value="([^"]+)"', page)
    own = [token, csp[1] if csp else token, nonce[1] if nonce else token]
    for value in own:
        page = page.replace(value, "#")
        headers = {name: text.replace(value, "#") for name, text in headers.items()}
    policy = headers.pop("Content-Security-Policy").split("; ")
    return status, headers, sorted(policy), page


@pytest.mark.parametrize("number", ["", "9/"])
def test_the_second_persons_page_is_what_django_makes(road, links, number):
    pages = [ask(road, f"/s/{token}/{number}") for token in links[:2]]
    assert road.asked == 1
    first, second = (without_own(token, *page) for token, page in zip(links, pages, strict=False))
    assert first == second
    assert links[0] not in str(pages[1])
    for header in ("Content-Security-Policy", "Cache-Control", "X-Frame-Options", "Referrer-Policy", "Vary"):
        assert header in pages[1][1]
    assert re.search(r"'nonce-([^']+)'", str(pages[0]))[1] != re.search(r"'nonce-([^']+)'", str(pages[1]))[1]
    assert list(LinkHit.objects.values_list("score", flat=True)) == [9 if number else None] * 2


def test_the_second_answer_is_stored_as_the_first_one_was(road, links):
    form = {
        "score": "3",
        "comment": "  Tardó\r\nmucho ñ %s\x00",
        "wants_contact": "1",
        "seen": "2",
        "layout": "page",
    }
    said = [without_own(token, *ask(road, f"/s/{token}/", form)) for token in links[:2]]
    assert road.asked == 1
    assert said[0] == said[1]
    assert (said[1][0], said[1][1]["Location"]) == ("303 See Other", "/s/#/thanks/")
    first, second = Response.objects.order_by("pk")
    assert first.comment == "Tardó\nmucho ñ %s"
    for field in Response._meta.concrete_fields:
        if field.name not in ("id", "invitation", "contact", "token", "answered_at", "updated_at"):
            assert getattr(first, field.attname) == getattr(second, field.attname), field.name


def test_what_is_not_that_plain_is_left_to_django(road, links):
    plain = {"score": "9", "seen": "1"}
    for token in links[:2]:
        ask(road, f"/s/{token}/")
    ask(road, f"/s/{links[0]}/", plain)
    asked = road.asked
    for status, path, form in (
        ("200 OK", f"/s/{links[0]}/", None),  # answered: the page says so
        ("303 See Other", f"/s/{links[0]}/", plain | {"score": "2"}),  # a change
        ("200 OK", f"/s/{links[1]}/?lang=en", None),
        ("404 Not Found", "/s/nobody-has-this-token-/", None),
        ("422 Unprocessable Entity", f"/s/{links[1]}/", plain | {"score": "11", "comment": "Sigue aquí"}),
        ("422 Unprocessable Entity", f"/s/{links[1]}/", plain | {"comment": "x" * 4001}),
        ("200 OK", f"/s/{links[1]}/", plain | {"seen": "0"}),  # sent by a program: held
    ):
        said = ask(road, path, form)
        asked += 1
        assert (said[0], road.asked) == (status, asked), path
        if form and "Sigue" in form.get("comment", ""):
            assert "Sigue aquí" in said[2]
    assert Response.objects.get().score == 2


def test_links_that_are_over_or_samples_are_left_to_django(road, links):
    for token in links[:2]:
        ask(road, f"/s/{token}/")
    assert road.asked == 1
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert ask(road, f"/s/{links[1]}/")[0] == "410 Gone"
    Invitation.objects.update(expires_at=timezone.now() + timedelta(days=1))
    Survey.objects.update(is_sample=True)
    assert "Datos de muestra" in ask(road, f"/s/{links[1]}/")[2]


def test_another_language_host_or_scheme_is_another_page(road, links):
    ask(road, f"/s/{links[0]}/")
    Invitation.objects.filter(token=links[1]).update(language="en")
    assert 'lang="en"' in ask(road, f"/s/{links[1]}/")[2]
    assert ask(road, f"/s/{links[2]}/", HTTP_HOST="evil.example")[0] == "400 Bad Request"
    assert road.asked == 3


def test_what_fails_is_left_to_django_with_the_form_unread(road, links, monkeypatch):
    form = {"score": "9", "seen": "1", "comment": "Gracias"}
    ask(road, f"/s/{links[0]}/", form)

    def fails(**_said):
        raise OperationalError("the connection is gone")

    monkeypatch.setattr("surveys.views.quick.give_answer", fails)
    assert ask(road, f"/s/{links[1]}/", form)[0] == "303 See Other"
    assert Response.objects.filter(comment="Gracias").count() == 2
