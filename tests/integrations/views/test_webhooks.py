from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Event
from delivery.models import OutboundMessage
from integrations.actions.deliver_webhooks import deliver_webhooks
from integrations.actions.send_test_event import send_test_event
from integrations.models import WebhookDelivery, WebhookEndpoint
from integrations.rules.webhook_signature import PREFIX


def url(name, pk=None):
    return reverse(f"integrations:{name}", args=["acme", *([pk] if pk else [])])


def deliver():
    deliver_webhooks(clock=timezone.now, limit_seconds=8)


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("webhooks", "get"),
        ("webhook_new", "get"),
        ("webhook", "get"),
        ("webhook_switch", "post"),
        ("webhook_secret", "post"),
        ("webhook_test", "post"),
        ("webhook_replay", "post"),
        ("webhook_delete", "post"),
    ],
)
def test_owners_only(name, method, acme, olga, mark, stan, xena, client, client_of, listen):
    endpoint = listen(acme, "https://example.com/hook")
    address = url(name, None if name in ("webhooks", "webhook_new") else endpoint.pk)
    for user, expected in [(mark, 403), (stan, 403), (xena, 404)]:
        assert getattr(client_of(user), method)(address).status_code == expected
    assert getattr(client, method)(address).status_code == 302
    assert getattr(client_of(olga), method)(address).status_code in (200, 302)


def test_an_endpoint_of_another_organisation_is_not_there(acme, other, olga, client_of, listen):
    foreign = listen(other, "https://example.com/hook")
    assert client_of(olga).get(url("webhook", foreign.pk)).status_code == 404
    assert client_of(olga).post(url("webhook_delete", foreign.pk)).status_code == 404


def test_added_with_a_secret_that_is_shown_once(acme, olga, client_of):
    browser = client_of(olga)
    page = browser.post(
        url("webhook_new"), {"url": "https://example.com/hook?key=1", "events": ["case.opened"]}
    )
    endpoint = WebhookEndpoint.objects.get()
    (secret,) = endpoint.signing_secrets(timezone.now())
    assert secret.startswith(PREFIX)
    assert secret in page.content.decode()
    assert secret not in endpoint.sealed
    assert page["Cache-Control"].startswith("max-age=0")
    for address in (url("webhook", endpoint.pk), url("webhooks")):
        shown = browser.get(address).content.decode()
        assert secret not in shown
        assert "example.com/hook" in shown
    again = browser.post(url("webhook_new"), {"url": endpoint.url, "events": ["case.opened"]})
    assert again.status_code == 422
    assert Event.objects.filter(verb="webhook.created").count() == 1


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("http://example.com/hook", "https://"),
        ("ftp://example.com", "https://"),
        ("example.com", "whole"),
        ("https://", "whole"),
        ("https://exa mple.com", "whole"),
        ("https://example.com:99999/", "whole"),
        ("https://me:secret@example.com/", "signature"),
        ("https://127.0.0.1/", "private"),
        ("https://[::1]/", "private"),
        ("https://169.254.169.254/latest", "private"),
        ("https://localhost/", "private"),
        ("", "required"),
    ],
)
def test_addresses_that_make_no_sense(address, says, acme, olga, client_of):
    page = client_of(olga).post(url("webhook_new"), {"url": address, "events": ["case.opened"]})
    assert page.status_code == 422
    assert says in str(page.context["form"].errors["url"])
    assert not WebhookEndpoint.objects.exists()
    assert client_of(olga).post(url("webhook_new"), {"url": "https://example.com"}).status_code == 422


def test_the_operator_may_open_a_network(acme, olga, client_of, settings):
    settings.OUTGOING_NETWORKS = ["10.1.0.0/16"]
    for address, status in [("http://10.1.2.3/hook", 200), ("http://10.2.2.3/hook", 422)]:
        answer = client_of(olga).post(url("webhook_new"), {"url": address, "events": ["case.opened"]})
        assert answer.status_code == status


def test_a_test_shows_what_was_answered_and_can_be_sent_again(acme, olga, client_of, listen, receiver):
    endpoint = listen(acme, receiver.url)
    browser = client_of(olga)
    receiver.status, receiver.text = 500, "<b>broken</b>"
    browser.post(url("webhook_test", endpoint.pk))
    deliver()
    page = browser.get(url("webhook", endpoint.pk)).content.decode()
    assert "&lt;b&gt;broken&lt;/b&gt;" in page
    assert "500" in page
    assert "Next attempt" in page
    OutboundMessage.objects.filter(kind="webhook").update(state="failed", reason="hook_gave_up")
    delivery = WebhookDelivery.objects.get()
    assert "Send again what was not taken" in browser.get(url("webhook", endpoint.pk)).content.decode()
    receiver.status = 200
    for _ in range(2):  # a double click
        browser.post(url("webhook_replay", endpoint.pk), {"delivery": delivery.pk})
    WebhookEndpoint.objects.update(retry_at=None)
    deliver()
    assert len(receiver.got) == 3
    assert browser.post(url("webhook_replay", endpoint.pk), {"delivery": "x"}).status_code == 404


def test_switched_changed_and_deleted(acme, olga, client_of, listen):
    endpoint = listen(acme, "https://example.com/hook")
    browser = client_of(olga)
    send_test_event(endpoint=endpoint, now=timezone.now())
    for state in ("paused", "active", "off", "nonsense"):
        browser.post(url("webhook_switch", endpoint.pk), {"state": state})
    endpoint.refresh_from_db()
    assert endpoint.state == "off"
    assert OutboundMessage.objects.get(kind="webhook").state == "cancelled"
    assert (
        "Switch it on first" in browser.post(url("webhook_test", endpoint.pk), follow=True).content.decode()
    )
    browser.post(url("webhook", endpoint.pk), {"url": "https://example.org/", "events": ["case.closed"]})
    endpoint.refresh_from_db()
    assert (endpoint.url, endpoint.events) == ("https://example.org/", ["case.closed"])
    page = browser.post(url("webhook", endpoint.pk), {"url": "nonsense", "events": ["case.closed"]})
    assert (page.status_code, b'value="nonsense"' in page.content) == (422, True)
    browser.post(url("webhook_delete", endpoint.pk))
    assert not WebhookEndpoint.objects.exists()


def test_a_new_secret_is_shown_and_the_old_one_signs_for_a_day(acme, olga, client_of, listen):
    endpoint = listen(acme, "https://example.com/hook")
    page = client_of(olga).post(url("webhook_secret", endpoint.pk)).content.decode()
    endpoint.refresh_from_db()
    new, old = endpoint.signing_secrets(timezone.now())
    assert new in page
    assert old == endpoint.secret
    assert old not in page
    assert endpoint.signing_secrets(timezone.now() + timedelta(days=1)) == [new]


def test_as_many_queries_for_three_as_for_one(acme, olga, client_of, listen):
    browser = client_of(olga)
    counts = []
    for number in range(3):
        endpoint = listen(acme, f"https://example.com/{number}")
        for _ in range(number + 1):
            send_test_event(endpoint=endpoint, now=timezone.now())
        for address in (url("webhooks"), url("webhook", endpoint.pk)):
            with CaptureQueriesContext(connection) as queries:
                browser.get(address)
            counts.append(len(queries))
    assert counts[0::2] == [counts[0]] * 3
    assert counts[1::2] == [counts[1]] * 3
