"""From what happens to what a receiver is sent: against real servers, with a real ledger."""

import logging
from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.utils import timezone
from standardwebhooks import Webhook, WebhookVerificationError

from accounts.models import Event
from contacts.actions.erase_contact import erase_contact
from contacts.actions.suppress import suppress
from delivery.models import OutboundMessage
from followup.actions.close_case import close_case
from followup.actions.triage_response import triage_response
from integrations.actions.deliver_webhooks import deliver_webhooks
from integrations.actions.forget_events import forget_events
from integrations.actions.replay_events import NotListening, replay_events
from integrations.actions.rotate_secret import rotate_secret
from integrations.actions.send_test_event import send_test_event
from integrations.actions.spread_events import spread_events
from integrations.actions.switch_endpoint import switch_endpoint
from integrations.models import WebhookDelivery, WebhookEndpoint, WebhookEvent
from integrations.tasks import send_webhooks
from responses.actions.record_answer import record_answer
from tests import factories

State = OutboundMessage.State


@pytest.fixture
def ana(acme):
    return factories.contact(acme, name="Ana", email="ana@example.com", properties={"branch": "Centro"})


@pytest.fixture
def answer(acme, olga, ana):
    """answer(score) is what Ana says to a survey of her own."""

    def give(score, **fields):
        survey = factories.survey(acme, olga)
        return record_answer(
            invitation=factories.invitation(survey, ana),
            score=score,
            language="es",
            now=timezone.now(),
            **fields,
        )

    return give


def send(after: timedelta = timedelta()) -> int:
    """Everything that is due by then."""
    OutboundMessage.objects.filter(channel="hook", state="queued").update(next_at=Now())
    spread_events(now=timezone.now())
    return deliver_webhooks(clock=lambda: timezone.now() + after, limit_seconds=8)


def test_an_answer_is_announced_as_it_was_counted(
    acme, answer, listen, receiver, django_capture_on_commit_callbacks
):
    endpoint = listen(acme, receiver.url)
    row = answer(9, comment="¡Genial!")
    send_webhooks()
    (request,) = receiver.got
    body = request.body
    assert (body["type"], body["organisation"], body["id"]) == ("answer.counted", "acme", request.name)
    data = body["data"]
    assert (data["score"], data["category"], data["comment"]) == (9, "promoter", "¡Genial!")
    assert data["contact"] == {
        "id": row.contact_id, "customer_id": "", "name": "Ana", "email": "ana@example.com", "phone": ""
    }  # fmt: skip
    assert data["properties"] == {"branch": "Centro"}
    assert data["url"].endswith(f"/o/acme/responses/{row.pk}/")
    assert request.headers["content-type"] == "application/json"
    assert Webhook(endpoint.secret).verify(request.text, request.headers) == body
    with pytest.raises(WebhookVerificationError):
        Webhook("whsec_b3RoZXI=").verify(request.text, request.headers)
    message = OutboundMessage.objects.get(kind="webhook")
    assert (message.state, message.smtp_code, message.policy, message.payload) == ("sent", 200, "resend", {})
    assert message.recipient == endpoint.shown
    assert send() == 0


def test_the_comment_that_follows_is_a_change(acme, answer, listen, receiver):
    listen(acme, receiver.url)
    row = answer(3)
    record_answer(invitation=row.invitation, score=3, comment="Slow", language="es", now=timezone.now())
    record_answer(invitation=row.invitation, score=3, comment="Slow", language="es", now=timezone.now())
    assert send() == 2
    told = {request.body["type"]: request.body["data"]["comment"] for request in receiver.got}
    assert told == {"answer.counted": "", "answer.changed": "Slow"}


def test_cases_and_people_who_leave(acme, olga, ana, answer, listen, receiver):
    listen(acme, receiver.url)
    row = answer(2)
    case = triage_response(response_id=row.pk, now=timezone.now())
    close_case(
        case=case,
        cause=factories.cause(acme),
        remedy=factories.remedy(acme),
        outcome="resolved",
        by=olga,
        now=timezone.now(),
        note="done",
    )
    for reason in ("bounced", "unsubscribed"):
        suppress(
            organisation=acme,
            channel="email",
            address="Ana@example.com",
            reason=reason,
            by="system",
            now=timezone.now(),
        )
    assert send() == 5
    told = {request.body["type"]: request.body["data"] for request in receiver.got}
    assert set(told) == {
        "answer.counted", "case.opened", "case.closed", "contact.bounced", "contact.unsubscribed"
    }  # fmt: skip
    assert told["case.closed"]["outcome"] == "resolved"
    assert told["case.closed"]["owner"] == olga.email
    assert told["contact.bounced"]["contact"]["id"] == ana.pk


def test_only_what_was_asked_for_and_nothing_for_others(acme, other, answer, listen, receiver, another):
    listen(acme, receiver.url, events=["case.opened"])
    listen(other, another.url)
    row = answer(10)
    factories.response(row.survey, 8, is_sample=True)
    factories.response(row.survey, 8, at=timezone.now() - timedelta(days=400))
    assert send() == 0
    assert not WebhookEvent.objects.exists()  # nobody listens, so nothing is kept


def test_what_fails_is_tried_again_under_its_name_until_it_is_taken(acme, answer, listen, receiver):
    endpoint = listen(acme, receiver.url)
    answer(9)
    receiver.status, receiver.text = 500, "Traceback: " + "x" * 1000
    assert send() == 0
    message = OutboundMessage.objects.get(kind="webhook")
    assert (message.state, message.attempts, message.reason, message.smtp_code) == (
        "queued", 1, "hook_refused", 500
    )  # fmt: skip
    wait = (message.next_at - timezone.now()).total_seconds()
    assert 4 < wait < 6
    delivery = WebhookDelivery.objects.get()
    assert (delivery.status, len(delivery.excerpt)) == (500, 300)
    receiver.status = 200
    assert send() == 1
    first, second = receiver.got
    assert (first.name, first.text) == (second.name, second.text)
    endpoint.refresh_from_db()
    assert (endpoint.failures, endpoint.failing_since) == (0, None)


def test_after_eight_attempts_we_stop_and_it_can_be_asked_for_again(acme, olga, answer, listen, receiver):
    endpoint = listen(acme, receiver.url)
    answer(9)
    receiver.status = 400
    assert [send() for _ in range(9)] == [0] * 9
    assert len(receiver.got) == 8
    message = OutboundMessage.objects.get(kind="webhook")
    assert (message.state, message.reason) == ("failed", "hook_gave_up")
    receiver.status = 200
    assert replay_events(endpoint=endpoint, by=olga, now=timezone.now()) == 1
    assert send() == 1
    assert len({request.name for request in receiver.got}) == 1
    assert replay_events(endpoint=endpoint, by=olga, now=timezone.now()) == 0


def test_gone_switches_off_and_tells_those_who_manage_it(acme, olga, mark, answer, listen, receiver):
    endpoint = listen(acme, receiver.url)
    answer(9)
    answer(10)
    receiver.status = 410
    send()
    endpoint.refresh_from_db()
    assert (endpoint.state, endpoint.off_reason) == ("off", "gone")
    notices = OutboundMessage.objects.filter(kind="staff")
    assert [(row.recipient, row.organisation) for row in notices] == [(olga.email, acme)]
    assert Event.objects.filter(verb="webhook.switched_off", actor="system").count() == 1
    answer(8)
    assert WebhookEvent.objects.count() == 2  # nothing more is kept for it
    with pytest.raises(NotListening):
        replay_events(endpoint=endpoint, by=olga, now=timezone.now())
    receiver.status = 200
    switched = switch_endpoint(endpoint=endpoint, state="active", by=olga, now=timezone.now())
    assert replay_events(endpoint=switched, by=olga, now=timezone.now()) == 2


def test_five_days_without_a_taken_event_switch_off(acme, answer, listen, receiver):
    endpoint = listen(acme, receiver.url)
    answer(9)
    receiver.status = 500
    WebhookEndpoint.objects.update(failures=7, failing_since=timezone.now() - timedelta(days=5, minutes=1))
    send()
    endpoint.refresh_from_db()
    assert (endpoint.state, endpoint.off_reason) == ("off", "failing")
    assert OutboundMessage.objects.get(kind="webhook").state == "cancelled"


def test_retry_after_is_respected(acme, answer, listen, receiver):
    endpoint = listen(acme, receiver.url)
    answer(9)
    receiver.status, receiver.headers = 429, {"Retry-After": "600"}
    send()
    assert send() == 0
    assert len(receiver.got) == 1  # the endpoint as a whole rests
    message = OutboundMessage.objects.get(kind="webhook")
    endpoint.refresh_from_db()
    assert endpoint.retry_at > timezone.now() + timedelta(minutes=9)
    receiver.status = 200
    assert send(after=timedelta(minutes=11)) == 1
    message.refresh_from_db()
    assert message.state == "sent"


def test_a_redirect_and_a_private_address_lead_nowhere(acme, answer, listen, receiver, another, settings):
    receiver.status, receiver.headers = 302, {"Location": another.url}
    listen(acme, receiver.url)
    answer(9)
    assert send() == 0
    assert (len(receiver.got), another.got) == (1, [])
    settings.OUTGOING_NETWORKS = []
    send(after=timedelta(minutes=6))
    assert len(receiver.got) == 1
    assert "private address" in WebhookDelivery.objects.get().excerpt


def test_a_dead_receiver_keeps_nobody_waiting(acme, answer, listen, receiver, another, monkeypatch):
    monkeypatch.setattr("integrations.actions.deliver_webhooks.TIMEOUT", 1)
    listen(acme, receiver.url)
    listen(acme, another.url)
    receiver.seconds = 3
    for _ in range(6):
        answer(9)
    assert send() == 6
    assert len(another.got) == 6
    assert len(receiver.got) == 4  # as many places as it has, then it rests
    assert not OutboundMessage.objects.filter(state="armed").exists()
    assert set(WebhookDelivery.objects.filter(status=None).values_list("message__state", flat=True)) == {
        "queued"
    }


def test_what_waits_is_sent_as_soon_as_the_receiver_is_back(acme, answer, listen, receiver):
    listen(acme, receiver.url)
    receiver.status = 503
    for _ in range(3):
        answer(9)
    send()
    receiver.status = 200
    OutboundMessage.objects.filter(channel="hook").update(next_at=Now() + timedelta(hours=9))
    (first, *_) = OutboundMessage.objects.filter(channel="hook")
    OutboundMessage.objects.filter(pk=first.pk).update(next_at=Now())
    assert deliver_webhooks(clock=lambda: timezone.now() + timedelta(minutes=6), limit_seconds=8) == 3


def test_paused_waits_and_goes_on(acme, olga, answer, listen, receiver):
    endpoint = listen(acme, receiver.url)
    switch_endpoint(endpoint=endpoint, state="paused", by=olga, now=timezone.now())
    answer(9)
    assert send() == 0
    switch_endpoint(endpoint=endpoint, state="active", by=olga, now=timezone.now())
    assert send() == 1


def test_both_secrets_sign_for_a_day(acme, olga, answer, listen, receiver):
    endpoint = listen(acme, receiver.url)
    new = rotate_secret(endpoint=endpoint, by=olga, now=timezone.now())
    answer(9)
    send()
    (request,) = receiver.got
    for secret in (new, endpoint.secret):
        assert Webhook(secret).verify(request.text, request.headers)
    WebhookEndpoint.objects.update(old_secret_until=timezone.now())
    answer(8)
    send()
    with pytest.raises(WebhookVerificationError):
        Webhook(endpoint.secret).verify(receiver.got[1].text, receiver.got[1].headers)


def test_a_test_goes_to_one_endpoint_only(acme, listen, receiver, another):
    endpoint = listen(acme, receiver.url)
    listen(acme, another.url)
    send_test_event(endpoint=endpoint, now=timezone.now())
    assert send() == 1
    assert (receiver.got[0].body["type"], another.got) == ("test", [])


def test_what_names_an_erased_person_is_never_sent(acme, olga, ana, answer, listen, receiver):
    listen(acme, receiver.url)
    answer(9)
    spread_events(now=timezone.now())
    erase_contact(contact=ana, by=olga, now=timezone.now())
    assert send() == 0
    assert receiver.got == []
    message = OutboundMessage.objects.get(kind="webhook")
    assert (message.state, message.reason) == ("cancelled", "erased")


def test_an_event_that_cannot_be_worded_keeps_no_other(acme, answer, listen, receiver, caplog):
    listen(acme, receiver.url)
    answer(9)
    WebhookEvent.objects.update(source={})
    answer(10)
    with caplog.at_level(logging.CRITICAL):
        assert send() == 1
    assert receiver.got[0].body["data"]["score"] == 10


def test_events_are_forgotten_after_thirty_days(acme, answer, listen, receiver):
    listen(acme, receiver.url)
    answer(9)
    send()
    assert forget_events(now=timezone.now() + timedelta(days=29)) == 0
    assert forget_events(now=timezone.now() + timedelta(days=31)) == 2
    assert OutboundMessage.objects.filter(kind="webhook").count() == 1


def test_what_waited_too_long_for_a_paused_endpoint_expires(acme, olga, answer, listen, receiver):
    endpoint = listen(acme, receiver.url)
    switch_endpoint(endpoint=endpoint, state="paused", by=olga, now=timezone.now())
    answer(9)
    send()
    forget_events(now=timezone.now() + timedelta(days=31))
    message = OutboundMessage.objects.get(kind="webhook")
    assert (message.state, message.reason) == ("expired", "expired")
