"""The settings of a language model: tried before they are kept, and told in plain words what is wrong."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from responses.models import ModelAccess

PAGE = "/o/acme/themes/model/"


class Service(BaseHTTPRequestHandler):
    status, content, keys = 200, json.dumps({"items": []}), []

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        Service.keys.append(self.headers["Authorization"])
        self.send_response(Service.status)
        self.end_headers()
        body = {"choices": [{"message": {"content": Service.content}}], "usage": {"total_tokens": 9}}
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *args):
        pass


@pytest.fixture
def service(settings):
    settings.OUTGOING_NETWORKS = ["127.0.0.0/8"]
    Service.status, Service.content, Service.keys = 200, json.dumps({"items": []}), []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


def typed(url, **more):
    return {"is_on": "on", "url": url, "model": "small", "key": "secret", "monthly_tokens": "200000"} | more


def test_who_may(client_of, client, olga, mark, stan, vera, xena):
    expected = {olga: 200, mark: 403, stan: 403, vera: 403, xena: 404}
    assert {user: client_of(user).get(PAGE).status_code for user in expected} == expected
    assert client.get(PAGE).status_code == 302


def test_what_answers_is_kept(client_of, olga, service):
    client = client_of(olga)
    assert "It answers" in client.post(PAGE, typed(service), follow=True).content.decode()
    access = ModelAccess.objects.get()
    assert (access.is_on, access.key) == (True, "secret")
    assert client.post(PAGE, typed(service, key="")).status_code == 302  # the key there is
    assert Service.keys == ["Bearer secret", "Bearer secret"]


@pytest.mark.parametrize(
    ("status", "content", "field"),
    [
        (401, "", "key"),
        (403, "", "key"),
        (404, "", "model"),
        (429, "", "url"),
        (500, "", "url"),
        (200, "?", "url"),
    ],
)
def test_what_does_not_answer_well_is_said_and_not_kept(client_of, olga, service, status, content, field):
    Service.status, Service.content = status, content
    answer = client_of(olga).post(PAGE, typed(service))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not ModelAccess.objects.exists()


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/v1", "https://10.0.0.8/v1", "http://93.184.216.34/v1"])
def test_private_addresses_and_plain_http_are_refused(client_of, olga, url):
    answer = client_of(olga).post(PAGE, typed(url))
    assert answer.status_code == 422
    assert "OUTGOING_NETWORKS" in answer.content.decode()


def test_nobody_there(client_of, olga, service, settings):
    answer = client_of(olga).post(PAGE, typed("http://127.0.0.1:1/v1"))
    assert "Nobody answers" in answer.content.decode()
    answer = client_of(olga).post(PAGE, typed("https://no-such-host.invalid/v1"))
    assert "Nobody answers" in answer.content.decode()


def test_switched_off_it_is_not_tried(client_of, olga, service):
    assert client_of(olga).post(PAGE, typed("https://no-such-host.invalid/v1", is_on="")).status_code == 302
    assert Service.keys == []


def test_a_key_goes_to_no_other_host(client_of, olga, service):
    client = client_of(olga)
    client.post(PAGE, typed(service))
    answer = client.post(PAGE, typed("https://elsewhere.example/v1", key=""))
    assert list(answer.context["form"].errors) == ["key"]
    assert ModelAccess.objects.get().url == service


@pytest.mark.parametrize(
    "url", ["", "nonsense", "ftp://x.example/", "https://user:pw@x.example/", "https://[::1"]
)
def test_an_address_that_is_none(client_of, olga, url):
    answer = client_of(olga).post(PAGE, typed(url))
    assert answer.status_code == 422
    assert "url" in answer.context["form"].errors
