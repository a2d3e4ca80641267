"""A language model behind a real HTTP server: what leaves, what is kept, when it is asked no more."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone

from responses.actions.read_comments import read_comments
from responses.models import CommentTheme, ModelAccess, ModelAsked, Response
from responses.tasks import ask_models
from tests import factories

TEXT = "El zumbido del aparato molesta, escríbanme a ana@example.com"


class Service(BaseHTTPRequestHandler):
    """Says one theme of the first comment; refuses response_format where `picky`; fails where `broken`."""

    asked: list = []
    picky = broken = False

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        Service.asked.append((body, self.headers["Authorization"]))
        if Service.broken:
            return self._say(500, {})
        if Service.picky and "response_format" in body:
            return self._say(400, {"error": "response_format is not known"})
        found = {"index": 0, "theme": "product_quality", "polarity": "negative", "evidence": "zumbido"}
        content = json.dumps({"items": [found, {**found, "evidence": "invented"}]})
        return self._say(
            200, {"choices": [{"message": {"content": content}}], "usage": {"total_tokens": 321}}
        )

    def _say(self, status, body):
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *args):
        pass


@pytest.fixture
def service(settings):
    settings.OUTGOING_NETWORKS = ["127.0.0.0/8"]
    Service.asked, Service.picky, Service.broken = [], False, False
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


@pytest.fixture
def access(acme, olga, service):
    survey = factories.survey(acme, owner=olga)
    factories.response(survey, 3, comment=TEXT)
    factories.response(survey, 3, comment="muy caro")
    factories.response(survey, 3, comment="bla bla")
    read_comments(organisation=acme)
    access = ModelAccess(organisation=acme, url=service, model="small", is_on=True)
    access.key = "secret"
    access.save()
    return access


def test_is_asked_once_about_what_the_words_do_not_find(acme, access):
    ask_models()
    ((body, key),) = Service.asked
    sent = json.dumps(body, ensure_ascii=False)
    assert key == "Bearer secret"
    assert "[email]" in sent
    assert "ana@example.com" not in sent
    assert "caro" not in body["messages"][1]["content"]
    assert "bla bla" not in sent
    assert ModelAsked.objects.count() == 1
    (theme,) = CommentTheme.objects.filter(source=CommentTheme.Source.LLM)
    assert (theme.theme, theme.polarity, theme.response.comment) == ("product_quality", -1, TEXT)
    access.refresh_from_db()
    assert access.used_tokens == 321
    ask_models()
    Response.objects.update(themes_edition=0)
    read_comments(organisation=acme)
    assert len(Service.asked) == 1
    assert CommentTheme.objects.filter(source=CommentTheme.Source.LLM).count() == 1


def test_a_service_without_response_format_is_asked_in_words(access):
    Service.picky = True
    ask_models()
    assert len(Service.asked) == 2
    assert CommentTheme.objects.filter(source=CommentTheme.Source.LLM).exists()


def test_after_three_failures_it_is_left_alone(access):
    Service.broken = True
    ask_models()
    ask_models()
    assert len(Service.asked) == 3
    assert not ModelAsked.objects.exists()


def test_the_months_tokens_are_a_limit(access):
    ModelAccess.objects.update(used_tokens=200_000, month=timezone.now().date().replace(day=1))
    ask_models()
    assert Service.asked == []


def test_off_and_forbidden_networks(access, settings):
    ModelAccess.objects.update(is_on=False)
    ask_models()
    ModelAccess.objects.update(is_on=True)
    settings.OUTGOING_NETWORKS = []
    ask_models()
    assert Service.asked == []


def test_who_may_switch_it_on(client_of, client, acme, olga, mark, xena, service):
    path = "/o/acme/themes/model/"
    assert client_of(olga).get(path).status_code == 200
    assert client_of(mark).get(path).status_code == 403
    assert client_of(xena).get(path).status_code == 404
    assert client.get(path).status_code == 302
    typed = {
        "is_on": "on",
        "url": service,
        "model": "m",
        "key": "k9",
        "monthly_tokens": "5000",
    }
    assert client_of(olga).post(path, typed).status_code == 302
    access = ModelAccess.objects.get()
    assert (access.key, access.is_on) == ("k9", True)
    assert "k9" not in client_of(olga).get(path).content.decode()
    for url in ("", "ftp://x", "llm.example.com", "https://u:p@x.example", "https://[x"):
        assert client_of(olga).post(path, {**typed, "url": url}).status_code == 422
