from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from delivery.models import OutboundMessage
from delivery.rules.inbound_mail import InboundMail
from delivery.rules.references import CASE, MESSAGE, reference_of
from followup.actions.merge_cases import merge_cases
from followup.actions.open_case import open_case
from followup.actions.reply_to_customer import reply_to_customer
from followup.actions.take_mail import take_mail
from followup.actions.wait_for_customer import wait_for_customer
from followup.models import CaseEvent
from tests import factories

NOW = timezone.now()
CLOSED = {"outcome": "resolved", "closing_note": "Done", "closed_at": NOW - timedelta(days=1)}


@pytest.fixture
def ana(acme):
    return factories.contact(acme, name="Ana López", email="ana@example.com", language="es")


@pytest.fixture
def case(acme, ana, stan):
    return factories.case(factories.response(factories.survey(acme), 2, contact=ana), stan)


def mail(case=None, **fields) -> InboundMail:
    to = f"case+{reference_of(case.pk, settings.SECRET_KEY, CASE)}@reply.example.com" if case else ""
    given = {
        "message_id": "<a1@mail.example>",
        "sender": "ana@example.com",
        "addressed_to": to,
        "subject": "Re: Tu respuesta a Acme",
        "text": "Sigo esperando.",
        "quoted": "> Hola Ana",
        "answers": (),
        "attachments": (),
        "is_automatic": False,
    }
    return InboundMail(**{**given, **fields})


def take(organisation, mail):
    return take_mail(organisation=organisation, mail=mail, now=NOW)


def kinds(case):
    return [event.kind for event in case.events.order_by("pk")]


def close(case):
    for name, value in CLOSED.items():
        setattr(case, name, value)
    case.cause, case.remedy = factories.cause(case.organisation), factories.remedy(case.organisation)
    case.save()


def test_an_answer_lands_in_the_case_and_its_owner_hears_of_it(acme, case, stan):
    wait_for_customer(case=case, waiting=True, by=stan, now=NOW - timedelta(hours=2))
    assert take(acme, mail(case, attachments=("photo.jpg",)))
    case.refresh_from_db()
    assert (case.waiting_since, case.customer_wrote_at) == (None, NOW)
    assert kinds(case) == ["waiting", "wrote", "resumed"]
    event = case.events.get(kind="wrote")
    assert (event.text, event.data["quoted"]) == ("Sigo esperando.", "> Hola Ana")
    assert event.data["attachments"] == ["photo.jpg"]
    [notice] = OutboundMessage.objects.of(acme)
    assert (notice.kind, notice.recipient) == ("staff", stan.email)
    assert "Sigo esperando." in notice.payload["text"]
    assert "Ana López" in notice.payload["subject"]


def test_the_same_mail_comes_in_once(acme, case):
    assert take(acme, mail(case))
    assert take(acme, mail(case, text="the same, brought twice"))
    assert kinds(case) == ["wrote"]
    assert OutboundMessage.objects.count() == 1


def test_an_answer_to_a_closed_case_opens_it_again(acme, case):
    close(case)
    assert take(acme, mail(case))
    case.refresh_from_db()
    assert case.is_open
    assert kinds(case) == ["wrote", "reopened"]
    assert case.customer_wrote_at == NOW


@pytest.mark.parametrize("closed", [False, True])
def test_what_a_machine_wrote_is_shown_and_changes_nothing(acme, case, stan, closed):
    if closed:
        close(case)
    else:
        wait_for_customer(case=case, waiting=True, by=stan, now=NOW)
    assert take(acme, mail(case, is_automatic=True))
    case.refresh_from_db()
    assert case.is_open is not closed
    assert case.customer_wrote_at is None
    assert closed or case.waiting_since == NOW
    assert kinds(case)[-1] == "wrote"
    assert not OutboundMessage.objects.exists()


def test_of_a_case_of_nobody_whoever_looks_after_the_overdue_hears(acme, olga, case):
    case.owner = None
    case.save()
    take(acme, mail(case))
    assert OutboundMessage.objects.get().recipient == olga.email


def test_from_another_address_the_key_is_enough_and_it_is_said(acme, case):
    assert take(acme, mail(case, sender="ana@work.example"))
    assert case.events.get().data["sender"] == "ana@work.example"


def test_a_colleague_who_writes_to_the_key_is_no_customer(acme, case, stan):
    assert not take(acme, mail(case, sender=stan.email))
    assert kinds(case) == []


def test_by_the_mail_it_answers(acme, ana, case, stan):
    factories.case(factories.response(factories.survey(acme), 3, contact=ana), stan)  # two open ones
    sent = reply_to_customer(case=case, text="Hola", by=stan, now=NOW)
    assert take(acme, mail(answers=("<other@x.example>", sent.message_id)))
    assert kinds(case)[-1] == "wrote"
    assert not take(acme, mail(message_id="<b>", answers=(sent.message_id,), sender="eva@example.com"))


def test_a_snoozed_case_comes_back(acme, case):
    case.snoozed_until = NOW + timedelta(days=3)
    case.save()
    take(acme, mail(case))
    case.refresh_from_db()
    assert case.snoozed_until is None
    assert kinds(case) == ["wrote", "woken"]


def test_who_writes_is_not_held_back_any_more(acme, ana, stan):
    held = factories.case(
        factories.response(factories.survey(acme, owner=stan), 2, contact=ana),
        lot="held",
        is_held=True,
        due_at=None,
    )
    take(acme, mail(held))
    held.refresh_from_db()
    assert (held.is_held, held.owner) == (False, stan)
    assert held.customer_wrote_at == NOW


def test_of_a_merged_case_it_is_the_one_that_was_kept(acme, ana, case, stan):
    kept = factories.case(factories.response(factories.survey(acme), 3, contact=ana), stan)
    merge_cases(kept=kept, other=case, by=stan, now=NOW)
    assert take(acme, mail(case))
    assert kinds(kept)[-1] == "wrote"


def test_by_the_sender_where_exactly_one_case_is_open(acme, ana, case, stan):
    assert take(acme, mail(sender="ANA@example.com".lower()))
    assert kinds(case) == ["wrote"]
    factories.case(factories.response(factories.survey(acme), 3, contact=ana), stan)
    assert not take(acme, mail(message_id="<second@mail.example>"))


def test_a_mail_without_a_key_opens_nothing_again(acme, case):
    close(case)
    assert not take(acme, mail())


@pytest.mark.parametrize("purpose", [MESSAGE, "other"])
def test_a_key_for_something_else_is_none(acme, case, purpose):
    forged = reference_of(case.pk, settings.SECRET_KEY, purpose)
    assert not take(acme, mail(addressed_to=f"case+{forged}@x.example", sender="eva@example.com"))


def test_anothers_case_is_out_of_reach(other, case):
    assert not take(other, mail(case))
    assert not CaseEvent.objects.of(other).exists()


def test_our_answer_goes_on_in_the_same_conversation(acme, case, stan):
    factories.reply_address(acme)
    take(acme, mail(case))
    sent = reply_to_customer(case=case, text="Ya sale", by=stan, now=NOW)
    assert sent.payload["reply_to"].startswith(f"case+{case.pk}-")
    assert sent.payload["subject"] == "Re: Tu respuesta a Acme"
    assert sent.payload["headers"]["In-Reply-To"] == "<a1@mail.example>"
    case.refresh_from_db()
    assert case.customer_wrote_at is None


def test_whoever_writes_is_not_held_back_any_more(acme, ana, stan):
    survey = factories.survey(acme, owner=stan)
    case = open_case(response=factories.response(survey, 2, contact=ana), owner=None, now=NOW, lot="held")
    take_mail(organisation=acme, mail=mail(case, is_automatic=True, message_id="<a0@mail.example>"), now=NOW)
    case.refresh_from_db()
    assert case.is_held  # a machine asks for nothing
    take_mail(organisation=acme, mail=mail(case), now=NOW)
    case.refresh_from_db()
    assert (case.is_held, case.owner, case.lot) == (False, stan, "held")
