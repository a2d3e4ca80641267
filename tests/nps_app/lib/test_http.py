"""Against real servers on this machine: the operator's network is opened, everything else stays shut."""

import socket
import time

import pytest

from nps_app.lib import http
from tests.web_server import cut_off, say, served


@pytest.fixture
def opened(settings):
    settings.OUTGOING_NETWORKS = ["127.0.0.0/8", "::1/128"]


def test_an_answer_with_its_status_text_and_headers(opened):
    with served(say(429, "slow down", [("Retry-After", "7")])) as (url, asked):
        answer = http.send("POST", url, body=b"a=1", headers={"X-A": "b"}, user=("me", "secret"))
    assert (answer.status, answer.text, answer.headers["retry-after"]) == (429, "slow down", "7")
    path, headers, body = asked[0]
    assert (path, body, headers["X-A"]) == ("/x", b"a=1", "b")
    assert headers["Authorization"].startswith("Basic ")
    assert headers["User-Agent"] == "Promotor"


def test_a_redirect_is_an_answer_like_any_other(opened):
    with served(say(302, headers=[("Location", "http://127.0.0.1:1/")])) as (url, asked):
        assert http.send("POST", url).status == 302
    assert len(asked) == 1


def test_a_name_that_leads_to_the_operators_network(opened):
    with served(say(200, "here")) as (url, asked):
        assert http.send("POST", url.replace("127.0.0.1", "localhost")).text == "here"
    assert asked[0][1]["Host"].startswith("localhost:")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "169.254.169.254",
        "10.0.0.1",
    ],
)
def test_private_addresses_are_refused_unless_opened(host):
    with served(say(200)) as (url, asked):
        port = url.rsplit(":", 1)[1]
        with pytest.raises(http.Forbidden):
            http.send("POST", f"http://{host}:{port}")
    assert asked == []


def test_a_name_that_changes_its_mind_leads_nowhere_else(settings, monkeypatch):
    settings.OUTGOING_NETWORKS = ["127.0.0.2/32"]
    real, told = socket.getaddrinfo, []

    def rebinding(host, *arguments, **options):
        if host != "twice.example":
            return real(host, *arguments, **options)
        told.append("127.0.0.1" if told else "127.0.0.2")  # allowed when looked at, private when connected to
        return real(told[-1], *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    with served(say(200)) as (url, asked), pytest.raises(http.NotReached):
        http.send("POST", f"http://twice.example:{url.rsplit(':', 1)[1]}")
    assert told[0] == "127.0.0.2"
    assert asked == []


def test_nobody_listens_and_no_such_name_are_safe(opened):
    with socket.create_server(("127.0.0.1", 0)) as shut:
        port = shut.getsockname()[1]
    with pytest.raises(http.NotReached):
        http.send("POST", f"http://127.0.0.1:{port}/")
    with pytest.raises(http.NotReached):
        http.send("POST", "https://no-such-host.invalid/")
    with pytest.raises(http.NotReached):
        http.send("POST", "ftp://127.0.0.1/")


def test_a_line_that_dies_or_stays_silent_tells_nothing(opened):
    with served(cut_off) as (url, _), pytest.raises(http.NoAnswer):
        http.send("POST", url)
    with served(lambda handler: time.sleep(0.5)) as (url, _), pytest.raises(http.NoAnswer):
        http.send("POST", url, seconds=0.2)


def test_a_long_answer_is_cut(opened):
    with served(say(200, "x" * 200_000)) as (url, _):
        assert len(http.send("POST", url).text) == http.LONGEST_ANSWER


def test_a_proxy_of_the_environment_is_not_used(opened, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with served(say(200, "direct")) as (url, _):
        assert http.send("POST", url).text == "direct"


def drip(handler):
    """A byte now and then, each of them in time."""
    for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 1000:
        try:
            handler.wfile.write(bytes([byte]))
        except ConnectionError:
            return
        time.sleep(0.05)


def test_whoever_drips_is_hung_up_on(opened):
    with served(drip) as (url, _):
        began = time.monotonic()
        with pytest.raises(http.NoAnswer):
            http.send("POST", url, seconds=0.5)
        assert time.monotonic() - began < 2
