import pytest
from django.urls import reverse
from django.utils import timezone

from delivery.actions.deliver_ready_sms import deliver_ready_sms
from delivery.actions.enqueue import enqueue
from delivery.models import OutboundMessage
from delivery.transports.sms.catcher import caught_sms
from responses.models import Response
from tests import factories

PHONE = "+573001234567"


@pytest.fixture
def caught(acme, olga, settings, tmp_path):
    """An SMS to somebody who was asked."""
    settings.MAIL_CATCHER_DIR = str(tmp_path)
    contact = factories.contact(acme, email="", phone=PHONE)
    factories.invitation(factories.survey(acme, olga), contact, channel="sms")
    enqueue(
        kind=OutboundMessage.Kind.TEST,
        policy=OutboundMessage.Policy.HOLD,
        channel="sms",
        dedup_key="1",
        recipient=PHONE,
        organisation=acme,
        payload={"text": "¿Nos recomiendas? https://nps.example.com/s/x/"},
        now=timezone.now(),
    )
    deliver_ready_sms()
    return caught_sms(1)[0]


def test_the_whole_conversation_without_a_provider(client, caught):
    address = reverse("delivery:caught_sms", args=[caught.id])
    assert PHONE in client.get("/caught-mail/").content.decode()
    assert 'href="https://nps.example.com/s/x/"' in client.get(address).content.decode()
    answer = client.post(address, {"text": "9"}, follow=True)
    assert "Taken as a score." in answer.content.decode()
    assert Response.objects.get().score == 9
    assert deliver_ready_sms() == 1
    assert "9" in caught_sms(1)[0].body  # "Thank you for your 9 ..."
    client.post(address, {"text": "Son rápidos"})
    assert Response.objects.get().comment == "Son rápidos"
    assert "STOP" in client.post(address, {"text": ""}).content.decode()


def test_bad_input_and_unknown_names(client, caught, settings):
    address = reverse("delivery:caught_sms", args=[caught.id])
    assert client.post(address, {"text": ""}).status_code == 422
    assert client.get(reverse("delivery:caught_sms", args=["..passwd"])).status_code == 404
    settings.MAIL_CATCHER_DIR = ""
    assert client.get(address).status_code == 404
