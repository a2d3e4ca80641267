import pytest
from django.urls import reverse
from django.utils import timezone

from contacts.actions.suppress import suppress
from followup.models import CaseEvent
from tests import factories

PHONE = "+573001234567"


@pytest.fixture
def case(acme, stan):
    ana = factories.contact(acme, name="Ana López", email="ana@example.com", phone=PHONE)
    return factories.case(factories.response(factories.survey(acme), 2, contact=ana), stan)


def url(name, case, org="acme"):
    return reverse(f"followup:{name}", kwargs={"org": org, "case_id": case.pk})


def shown(client, case):
    return client.get(url("case", case)).content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("olga", 302), ("mark", 302), ("stan", 302), ("vera", 403), ("xena", 404)]
)
def test_who_may_log_a_call(client_of, case, request, who, status):
    client = client_of(request.getfixturevalue(who))
    answer = client.post(url("case_call", case), {"call-result": "reached", "call-text": "Sorted"})
    assert answer.status_code == status
    assert CaseEvent.objects.filter(kind="called").exists() is (status == 302)


def test_signed_out(client, case):
    assert client.post(url("case_call", case))["Location"].startswith(reverse("account_login"))


def test_a_call_is_in_the_history(client_of, case, stan):
    client = client_of(stan)
    page = client.post(
        url("case_call", case), {"call-result": "no_answer", "call-text": "Line <b>busy</b>"}, follow=True
    ).content.decode()
    assert "nobody answered" in page
    assert "Line &lt;b&gt;busy&lt;/b&gt;" in page


def test_without_a_result_the_form_comes_back_as_it_was_typed(client_of, case, stan):
    answer = client_of(stan).post(url("case_call", case), {"call-text": "We talked a while"})
    assert answer.status_code == 422
    assert "Say how the call went." in answer.content.decode()
    assert "We talked a while" in answer.content.decode()


def test_a_stale_form_says_what_changed(client_of, case, stan):
    client = client_of(stan)
    typed = {"call-result": "reached", "call-text": "x", "seen": "0"}
    client.post(url("case_call", case), typed)
    assert client.post(url("case_call", case), typed).status_code == 422


def test_where_one_may_call(client_of, acme, case, stan):
    page = shown(client_of(stan), case)
    assert f'href="tel:{PHONE}"' in page
    assert 'href="https://wa.me/573001234567"' in page


@pytest.mark.parametrize(
    ("answer", "contact", "suppressed", "may"),
    [
        ({}, {}, False, True),
        ({"wants_contact": False}, {}, False, False),
        ({}, {"sms_consent": "no"}, False, False),
        ({}, {}, True, False),
        ({"wants_contact": True}, {"sms_consent": "no"}, True, True),
        ({}, {"is_sample": True}, False, False),
    ],
)
def test_who_is_not_to_be_called_has_no_links(client_of, acme, case, stan, answer, contact, suppressed, may):
    if suppressed:
        suppress(
            organisation=acme,
            channel="phone",
            address=PHONE,
            reason="unsubscribed",
            by="system",
            now=timezone.now(),
        )
    type(case.response).objects.filter(pk=case.response.pk).update(**answer)
    if contact:
        type(case.contact).objects.filter(pk=case.contact.pk).update(**contact)
    page = shown(client_of(stan), case)
    assert ("wa.me" in page) is may
    assert (f"tel:{PHONE}" in page) is may


def test_the_contacts_page_has_the_same_links(client_of, acme, case, stan):
    page = client_of(stan).get(reverse("contacts:contact", args=["acme", case.contact.pk])).content.decode()
    assert 'href="https://wa.me/573001234567"' in page
    type(case.contact).objects.filter(pk=case.contact.pk).update(sms_consent="no")
    page = client_of(stan).get(reverse("contacts:contact", args=["acme", case.contact.pk])).content.decode()
    assert "wa.me" not in page


def test_what_a_customer_wrote_is_shown_as_text(client_of, acme, case, stan):
    CaseEvent.objects.create(
        organisation=acme,
        case=case,
        kind="wrote",
        at=timezone.now(),
        text="<img src=x onerror=alert(1)>",
        data={"quoted": "<b>Hola</b>", "attachments": ["<i>.pdf"], "sender": "ana@work.example"},
    )
    case.customer_wrote_at = timezone.now()
    case.save()
    page = shown(client_of(stan), case)
    assert "&lt;img src=x" in page
    assert "&lt;b&gt;Hola" in page
    assert "&lt;i&gt;.pdf" in page
    assert "ana@work.example" in page
    assert "The customer wrote" in page


def test_where_the_answer_will_arrive(client_of, acme, case, stan):
    assert f"answer comes to {stan.email}" in shown(client_of(stan), case)
    factories.reply_address(acme)
    assert "answer comes into this case" in shown(client_of(stan), case)
