"""Messages of an organisation with a way out of its own, and of one without."""

import pytest
from django.utils import timezone

from delivery.actions.deliver import deliver
from delivery.actions.deliver_ready_made import deliver_ready_made
from delivery.actions.enqueue import enqueue
from delivery.models import OutboundMessage, Transport
from delivery.transports.mime import Mail
from surveys.actions.send_invitations import send_invitations
from tests import factories
from tests.delivery.api_server import ApiServer
from tests.delivery.faulty_server import FaultyServer

KINDS = ["invitation", "reminder"]


def send() -> int:
    mail = {"sender_address": "us@example.com", "subject": "x", "text": "x"}
    return deliver(kinds=KINDS, render=lambda message: Mail(recipient=message.recipient, **mail))


@pytest.fixture
def own(acme):
    """A mail server of Acme's own, set up as its transport."""
    with FaultyServer() as server:
        server.transport = factories.transport(acme, options={"port": server.port})
        yield server


@pytest.mark.django_db(transaction=True)
def test_customers_mail_leaves_by_the_organisations_own_server_and_the_rest_by_ours(
    queue, acme, other, own, faulty
):
    ours = faulty()
    queue(kind="invitation", organisation=acme)
    queue(kind="invitation", organisation=other)
    queue(kind="staff", organisation=acme)
    queue(kind="account", organisation=acme)
    queue(kind="test", organisation=acme)
    assert send() == 2
    assert deliver_ready_made() == 3
    assert (len(own.bodies), len(ours.bodies)) == (2, 3)


@pytest.mark.django_db(transaction=True)
def test_the_messages_name_is_of_the_senders_domain(queue, acme, own):
    assert queue(kind="invitation", organisation=acme).message_id.endswith("@acme.example>")
    assert not queue(kind="staff", organisation=acme).message_id.endswith("@acme.example>")


@pytest.mark.django_db(transaction=True)
def test_a_server_that_is_gone_keeps_nobody_elses_mail(queue, acme, other, faulty):
    ours = faulty()
    factories.transport(acme, options={"port": 1})
    queue(kind="invitation", organisation=acme)
    queue(kind="invitation", organisation=other)
    assert send() == 1
    assert len(ours.bodies) == 1
    waiting = OutboundMessage.objects.of(acme).get()
    assert (waiting.state, waiting.attempts) == ("queued", 0)


def test_secrets_are_not_readable_in_the_database(acme):
    row = factories.transport(acme, secrets={"password": "s3cret"})
    assert "s3cret" not in row.sealed
    assert Transport.objects.of(acme).get().secrets == {"password": "s3cret"}


@pytest.mark.django_db(transaction=True)
def test_the_senders_address_is_the_organisations_own(acme, own):
    contact = factories.contact(acme, email="ana@example.com", time_zone="UTC")
    invitation = factories.invitation(factories.survey(acme), contact, state="planned")
    plan = {"kind": "invitation", "reference": f"invitation:{invitation.pk}", "policy": "hold"}
    enqueue(organisation=acme, recipient="ana@example.com", dedup_key="x", now=timezone.now(), **plan)
    assert send_invitations(now=timezone.now().replace(hour=12)) == 1
    assert b"surveys@acme.example" in own.bodies[0]


@pytest.mark.django_db(transaction=True)
def test_in_a_trial_nothing_leaves_by_it(queue, acme, own, faulty, settings):
    catcher = faulty()
    settings.MAIL_CATCHER_DIR = "/caught"
    queue(kind="invitation", organisation=acme)
    assert send() == 1
    assert (len(catcher.bodies), own.bodies) == (1, [])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("status", "answer", "state", "down_after"),
    [
        (200, {"id": "r-1"}, ("sent", "", "r-1"), 0),
        (429, {}, ("queued", "transport", ""), 1),
        (503, {}, ("queued", "transport", ""), 1),
        (500, {}, ("uncertain", "no_answer", ""), 1),
        (504, {}, ("uncertain", "no_answer", ""), 1),
        (401, {"message": "API key is invalid"}, ("queued", "transport", ""), 1),
        (422, {"message": "Invalid `to` field"}, ("failed", "refused", ""), 0),
    ],
)
def test_by_a_providers_interface(queue, acme, settings, status, answer, state, down_after):
    with ApiServer() as api:
        settings.ANYMAIL = {"RESEND_API_URL": api.url}
        factories.transport(acme, provider="resend", secrets={"api_key": "k"})
        queue(kind="invitation", organisation=acme)
        api.status, api.answer = status, answer
        assert [send(), send()] == [int(status == 200), 0]
    assert len(api.asked) == 1
    message, row = OutboundMessage.objects.get(), Transport.objects.get()
    assert (message.state, message.reason, message.provider_ref) == state
    assert message.attempts == 0
    assert (row.failures, row.is_down) == (down_after, status == 401)


@pytest.mark.django_db(transaction=True)
def test_one_that_makes_no_sense_keeps_nobody_elses_mail(queue, acme, other, faulty):
    ours = faulty()
    factories.transport(acme, provider="gone")
    queue(kind="invitation", organisation=acme)
    queue(kind="invitation", organisation=other)
    assert send() == 1
    assert len(ours.bodies) == 1
    assert OutboundMessage.objects.of(acme).get().state == "queued"
