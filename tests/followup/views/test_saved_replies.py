import pytest
from django.urls import reverse

from delivery.models import OutboundMessage
from followup.models import SavedReply
from tests import factories

DATA = {"name": "Late", "language": "es", "text": "Hola {first_name}, soy {colleague}."}


def address(reply=None, org="acme"):
    if reply:
        return reverse("followup:saved_reply", kwargs={"org": org, "reply_id": reply.pk})
    return reverse("followup:saved_replies", kwargs={"org": org})


@pytest.fixture
def case(acme, stan):
    ana = factories.contact(acme, name="Ana López", email="ana@example.com", language="es")
    return factories.case(factories.response(factories.survey(acme), 2, contact=ana), stan)


@pytest.mark.parametrize(("who", "status"), [("olga", 200), ("stan", 200), ("vera", 403), ("xena", 404)])
def test_who_may_write_replies(client_of, acme, request, who, status):
    client = client_of(request.getfixturevalue(who))
    assert client.get(address()).status_code == status
    assert client.get(address(factories.saved_reply(acme))).status_code == status


def test_signed_out(client, acme):
    assert client.get(address())["Location"].startswith(reverse("account_login"))
    assert client.get(address(factories.saved_reply(acme)))["Location"].startswith(reverse("account_login"))


def test_anothers_reply_does_not_exist(client_of, acme, other, xena):
    row = factories.saved_reply(acme)
    assert client_of(xena).post(address(row, other.slug), {"delete": "1"}).status_code == 404


def test_add_change_delete(client_of, acme, stan):
    client = client_of(stan)
    assert "No saved reply yet" in client.get(address()).content.decode()
    assert client.post(address(), DATA).status_code == 302
    row = SavedReply.objects.of(acme).get()
    client.post(address(row), DATA | {"name": "Lost"})
    assert "Lost" in client.get(address()).content.decode()
    client.post(address(), DATA)
    client.post(address(row), {"delete": "1"})
    assert [reply.name for reply in SavedReply.objects.of(acme)] == ["Late"]


@pytest.mark.parametrize(
    ("field", "value", "remedy"),
    [
        ("name", "", "Give the reply a name"),
        ("name", "SORRY", "There is a reply of that name"),
        ("text", "", "Write what the customer is to read."),
        ("text", "Hola {secret}", "is no blank that can be filled"),
        ("language", "xx", "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_kept(client_of, acme, stan, field, value, remedy):
    factories.saved_reply(acme, "Sorry")
    response = client_of(stan).post(address(), DATA | {field: value})
    assert response.status_code == 422
    assert remedy in response.content.decode()
    assert response.context["form"][field].value() == value


def test_a_saved_reply_fills_the_mail_and_is_sent(client_of, acme, case, stan, other):
    row = factories.saved_reply(acme, text="Hola {first_name}, soy {colleague}.")
    foreign = factories.saved_reply(other)
    client = client_of(stan)
    page = reverse("followup:case", args=[acme.slug, case.pk])
    assert client.get(f"{page}?saved={foreign.pk}").context["forms"].reply["text"].value() is None
    filled = client.get(f"{page}?saved={row.pk}")
    text = filled.context["forms"].reply["text"].value()
    assert (filled.status_code, text) == (200, "Hola Ana, soy Stan.")
    send = reverse("followup:case_reply", args=[acme.slug, case.pk])
    assert client.post(send, {"reply-text": text, "seen": "0"}).status_code == 302
    assert OutboundMessage.objects.get(kind="reply").recipient == "ana@example.com"
    html = client.get(page).content.decode()
    assert "Stan wrote to the customer:" in html
    again = client.post(send, {"reply-text": "Once more", "seen": "0"})
    assert again.status_code == 422
    assert again.context["forms"].reply["text"].value() == "Once more"
    assert client.post(send, {"reply-text": " "}).status_code == 422


def test_who_does_not_want_mail_has_no_form_for_it(client_of, acme, case, stan):
    case.contact.email_consent = "no"
    case.contact.save()
    client = client_of(stan)
    html = client.get(reverse("followup:case", args=[acme.slug, case.pk])).content.decode()
    assert "This customer does not want to be written to." in html
    assert 'name="reply-text"' not in html
    send = reverse("followup:case_reply", args=[acme.slug, case.pk])
    refused = client.post(send, {"reply-text": "Hello?"})
    assert refused.status_code == 422
    assert refused.context["forms"].note["text"].value() == "Hello?"
