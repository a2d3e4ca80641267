import pytest
from django.utils import timezone

from accounts.models import Event
from contacts.actions.suppress import suppress
from delivery.actions.deliver_ready_made import deliver_ready_made
from delivery.models import OutboundMessage
from followup.actions.claim_case import CaseChanged
from followup.actions.reply_to_customer import MayNotWrite, reply_to_customer
from followup.models import Case
from tests import factories

NOW = timezone.now()


@pytest.fixture
def ana(acme):
    return factories.contact(acme, name="Ana López", email="ana@example.com", language="es")


@pytest.fixture
def case(acme, ana, stan):
    return factories.case(factories.response(factories.survey(acme), 2, contact=ana), stan)


def reply(case, by, **more):
    return reply_to_customer(case=case, text="Hola Ana,\nlo siento.", by=by, now=NOW, **more)


def test_the_mail_waits_in_the_ledger_and_stands_in_the_history(acme, case, stan):
    message = reply(case, stan)
    assert (message.kind, message.policy, message.recipient) == ("reply", "hold", "ana@example.com")
    assert message.payload["subject"] == "Tu respuesta a Acme"
    assert message.payload["reply_to"] == stan.email
    case.refresh_from_db()
    assert case.contacted_at == NOW
    kinds = [event.kind for event in case.events.order_by("pk")]
    assert kinds == ["replied", "contacted"]
    assert "case.replied" in Event.objects.of(acme).values_list("verb", flat=True)


def test_one_form_sent_twice_is_one_mail(case, stan):
    reply(case, stan, seen=0)
    with pytest.raises(CaseChanged):
        reply(case, stan, seen=0)
    assert OutboundMessage.objects.count() == 1


@pytest.mark.parametrize("reason", ["bounced", "complained", "unsubscribed"])
def test_the_suppressed_are_not_written_to(acme, case, stan, reason):
    suppress(
        organisation=acme, channel="email", address="ana@example.com", reason=reason, by="system", now=NOW
    )
    with pytest.raises(MayNotWrite) as refusal:
        reply(case, stan)
    assert refusal.value.why == reason
    assert not OutboundMessage.objects.exists()


def test_who_asked_to_be_contacted_is_written_to_though_unsubscribed(acme, case, stan):
    suppress(
        organisation=acme,
        channel="email",
        address="ana@example.com",
        reason="unsubscribed",
        by="system",
        now=NOW,
    )
    case.response.wants_contact = True
    case.response.save()
    assert reply(Case.objects.get(pk=case.pk), stan)


def test_nor_those_who_said_no_nor_sample_data_nor_nobody(acme, case, ana, stan):
    ana.email_consent = "no"
    ana.save()
    anonymous = factories.case(factories.response(case.survey, 1))
    sample = factories.case(factories.response(case.survey, 1, contact=ana, is_sample=True))
    for row, why in ((case, "declined"), (anonymous, "no_address"), (sample, "sample")):
        with pytest.raises(MayNotWrite) as refusal:
            reply(Case.objects.get(pk=row.pk), stan)
        assert refusal.value.why == why


@pytest.mark.django_db(transaction=True)
def test_it_arrives_as_a_mail_a_person_wrote(smtp_sink, case, stan):
    reply(case, stan)
    assert deliver_ready_made(limit_seconds=5) == 1
    [mail] = smtp_sink.wait_for(1, 5)
    assert mail.recipients == ["ana@example.com"]
    assert "lo siento." in mail.text
    assert mail.message["Reply-To"] == stan.email
    assert mail.message["Auto-Submitted"] is None
    assert "Stan" in mail.message["From"]
