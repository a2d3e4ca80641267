"""Two-way answers: what people write back to an SMS."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contacts.queries.suppressed import is_suppressed
from delivery.models import InboundMessage, OutboundMessage
from responses.actions.take_sms import take_sms
from responses.models import Response, Revision
from tests import factories

PHONE = "+573001234567"


@pytest.fixture
def invitation(acme, olga):
    contact = factories.contact(acme, email="", phone=PHONE, sms_consent="yes")
    now = timezone.now()
    return factories.invitation(
        factories.survey(acme, olga), contact, channel="sms", asked_at=now - timedelta(hours=1)
    )


@pytest.fixture
def write(acme):
    """write("9") is a text of the customer's, a minute after the one before."""
    moments = []

    def make(text, sender=PHONE, ref=""):
        moments.append(text)
        return take_sms(
            organisation=acme,
            transport=None,
            sender=sender,
            text=text,
            provider_ref=ref or f"SM{len(moments)}",
            now=timezone.now() + timedelta(minutes=len(moments)),
        )

    return make


def replies():
    return list(
        OutboundMessage.objects.filter(kind="reply").order_by("pk").values_list("dedup_key", "payload")
    )


def test_a_number_counts_at_once_and_the_reason_is_asked_for_once(invitation, write):
    taken = write("9")
    assert (taken.meaning, taken.response.score) == ("score", 9)
    answer = Response.objects.get()
    assert (answer.channel, answer.layout, answer.invitation, answer.contact) == (
        "sms",
        "sms",
        invitation,
        invitation.contact,
    )
    invitation.refresh_from_db()
    assert invitation.answered_at
    ((key, payload),) = replies()
    assert key == f"sms-why:{invitation.pk}"
    assert payload["text"] == "Gracias por tu 9. ¿Por qué? (9-10) Responde a este SMS."
    row = OutboundMessage.objects.get(kind="reply")
    assert (row.channel, row.recipient, row.policy) == ("sms", PHONE, "hold")

    assert write("Porque atienden rápido").meaning == "comment"
    answer.refresh_from_db()
    assert (answer.score, answer.comment) == (9, "Porque atienden rápido")
    assert not Revision.objects.exists()  # one visit, nothing was replaced
    assert len(replies()) == 1


def test_number_and_reason_in_one(invitation, write):
    assert write("3. Tardaron 2 días").response.comment == "Tardaron 2 días"
    assert replies() == []


def test_a_number_alone_corrects_and_further_words_are_added(invitation, write):
    write("9")
    assert write("10").response.score == 10
    write("Todo bien")
    write("y gracias")
    answer = Response.objects.get()
    assert (answer.score, answer.comment) == (10, "Todo bien\ny gracias")
    assert Revision.objects.first().score == 9


@pytest.mark.parametrize("text", ["11", "Hola, ¿quién es?", "7 u 8", "2 días"])
def test_what_is_no_score_gets_one_friendly_hint(invitation, write, text):
    assert write(text).meaning == "unclear"
    write("???")
    ((key, payload),) = replies()
    assert key == f"sms-hint:{invitation.pk}"
    assert "del 0 al 10" in payload["text"]
    assert not Response.objects.exists()
    assert write("8").response.score == 8
    assert len(replies()) == 2


def test_a_callback_that_comes_twice_is_one_text(invitation, write):
    assert write("9", ref="SMx").meaning == "score"
    assert write("9", ref="SMx") is None
    assert (Response.objects.count(), InboundMessage.objects.count()) == (1, 1)
    assert PHONE not in str(list(InboundMessage.objects.values()))


@pytest.mark.parametrize("text", ["STOP", "Baja.", " parar "])
def test_stop_and_start(acme, invitation, write, text):
    assert write(text).meaning == "stop"
    assert is_suppressed(acme, "phone", PHONE)
    assert replies() == []
    assert write("ALTA").meaning == "start"
    assert not is_suppressed(acme, "phone", PHONE)


def test_a_number_nobody_knows_can_stop_us_too(acme, write):
    assert write("STOP", sender="+573009999999").meaning == "stop"
    assert is_suppressed(acme, "phone", "+573009999999")


def test_nothing_was_asked(acme, other, invitation, write):
    assert write("9", sender="+573009999999").meaning == "ignored"
    invitation.expires_at = timezone.now()
    invitation.save()
    assert write("9").meaning == "ignored"
    assert (
        take_sms(organisation=other, transport=None, sender=PHONE, text="9", now=timezone.now()).meaning
        == "ignored"
    )
    assert not Response.objects.exists()


def test_an_answer_proves_that_an_uncertain_invitation_arrived(invitation, write):
    invitation.state = "uncertain"
    invitation.save()
    assert write("9").meaning == "score"


def test_too_late_to_change(invitation, write):
    write("9")
    Response.objects.update(answered_at=timezone.now() - timedelta(days=30))
    assert write("2").meaning == "ignored"
    assert Response.objects.get().score == 9


def test_a_wish_to_be_called_stays(invitation, write):
    write("2")
    Response.objects.update(wants_contact=True)
    write("Nadie llamó")
    assert Response.objects.get().wants_contact is True


def test_signs_no_database_takes(invitation, write):
    assert write("9\x00 bien\x01").response.comment == "bien"
