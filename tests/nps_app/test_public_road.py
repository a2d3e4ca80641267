"""Customers' pages take a short way that leaves out nothing they need."""

import re

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils.module_loading import import_string

from nps_app.public_layer import PublicLayer
from tests import factories
from tests.architecture.addresses import addresses


@pytest.fixture
def url(acme):
    return f"/p/{factories.survey(acme).open_token}/"


def test_the_headers_that_protect_are_there(url):
    response = Client().get(url)
    for header in (
        "Content-Security-Policy",
        "X-Frame-Options",
        "X-Content-Type-Options",
        "Cross-Origin-Opener-Policy",
        "Content-Length",
    ):
        assert header in response, header
    assert not response.cookies


def test_https_is_insisted_on(url, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get(url)["Location"] == f"https://testserver{url}"


def test_a_host_that_is_not_ours_is_refused(url):
    assert Client().get(url, headers={"host": "evil.example"}).status_code == 400


def test_a_link_without_its_last_stroke_still_leads_there(url):
    assert Client().get(url.rstrip("/"))["Location"] == url


def test_nobody_is_found_on_a_page_of_ours(db):
    response = Client().get("/s/no-such-token/", headers={"accept-language": "es"})
    assert response.status_code == 404
    assert "Content-Security-Policy" in response
    assert 'lang="es"' in response.content.decode()


def test_exactly_the_public_pages_with_a_secret_take_it():
    prefixes = tuple(prefix.lstrip("/") for prefix in settings.PUBLIC_PREFIXES)
    short = {address.name for address in addresses() if address.route.startswith(prefixes)}
    assert short
    assert all(address.is_public for address in addresses() if address.name in short)


def test_a_colleague_who_opens_one_stays_unknown(url, olga, client_of, django_assert_max_num_queries):
    response = client_of(olga).get(url)
    assert response.status_code == 200
    assert "Cookie" not in response.get("Vary", "")


def test_the_policy_is_the_one_of_all_other_pages(url, olga, acme, client_of):
    """Word for word, but for the nonce."""
    policies = []
    for response in (Client().get(url), client_of(olga).get("/o/acme/dashboard/")):
        policy = re.sub(r"'nonce-[^']+'", "'nonce'", response["Content-Security-Policy"])
        policies.append(sorted(policy.split("; ")))
    assert policies[0] == policies[1]
    nonces = {re.search(r"'nonce-([^']+)'", Client().get(url)["Content-Security-Policy"])[1] for _ in "ab"}
    assert len(nonces) == 2


LAYERS = (
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
)


@pytest.mark.parametrize("is_https", [True, False])
@pytest.mark.parametrize("vary", ["", "Accept-Language", "Origin"])
def test_the_one_layer_says_what_the_five_say(settings, is_https, vary):
    settings.SECURE_HSTS_SECONDS = 60
    settings.ALLOWED_HOSTS = ["here.example"]

    def view(_request):
        return HttpResponse("text", headers={"Vary": vary} if vary else {})

    five = view
    for name in reversed(LAYERS):
        five = import_string(name)(five)
    said = []
    for road in (PublicLayer(view), five):
        request = HttpRequest()
        request.META = {"HTTP_HOST": "here.example", "wsgi.url_scheme": "https" if is_https else "http"}
        request._get_scheme = lambda: "https" if is_https else "http"
        request.path = request.path_info = "/s/token/"
        headers = dict(road(request).items())
        headers["Content-Security-Policy"] = sorted(headers["Content-Security-Policy"].split("; "))
        said.append(headers)
    assert said[0] == said[1]
    assert ("Strict-Transport-Security" in said[0]) == is_https
