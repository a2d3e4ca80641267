import pytest
from django.utils import timezone

from accounts.models import Event
from contacts.models import Contact
from contacts.queries.suppressed import is_suppressed
from delivery.actions.enqueue import enqueue
from delivery.actions.note_mail_event import note_mail_event
from delivery.models import MailEvent, OutboundMessage
from delivery.rules.bounces import News
from surveys.actions.erase_person import erase_person
from tests import factories

NOW = timezone.now()


@pytest.fixture
def asked(acme):
    """asked(email) -> contact with an invitation and its message that left."""
    survey = factories.survey(acme)

    def make(email):
        contact = factories.contact(acme, email=email)
        invitation = factories.invitation(survey, contact)
        about = f"invitation:{invitation.pk}"
        plan = {"kind": "invitation", "policy": "hold", "organisation": acme, "reference": about}
        enqueue(dedup_key=about, recipient=email, now=NOW, **plan)
        OutboundMessage.objects.filter(dedup_key=about).update(state="sent", sent_at=NOW)
        enqueue(dedup_key=f"reminder:{about}", recipient=email, now=NOW, **plan | {"kind": "reminder"})
        return contact

    return make


def test_the_ledger_forgets_the_address_and_nobody_elses(asked, olga):
    ana = asked("ana@example.com")
    asked("ben@example.com")
    sent = OutboundMessage.objects.get(recipient="ana@example.com", state="sent")
    note_mail_event(
        row=sent.pk, news=News.SOFT, source="t", detail="<ana@example.com> full", settled=None, now=NOW
    )
    erase_person(contact=ana, by=olga, now=NOW)
    assert not Contact.objects.filter(email="ana@example.com").exists()
    rows = OutboundMessage.objects.order_by("pk").values_list("recipient", "state", "reason")
    assert list(rows) == [
        ("", "sent", ""),
        ("", "cancelled", "erased"),
        ("ben@example.com", "sent", ""),
        ("ben@example.com", "queued", ""),
    ]
    assert MailEvent.objects.get().detail == ""
    assert Event.objects.filter(verb="contact.erased").count() == 1


def test_what_comes_back_of_an_erased_person_suppresses_nobody(asked, olga, acme):
    ana = asked("ana@example.com")
    sent = OutboundMessage.objects.get(state="sent")
    erase_person(contact=ana, by=olga, now=NOW)
    noted = note_mail_event(row=sent.pk, news=News.COMPLAINT, source="t", detail="", settled=None, now=NOW)
    assert noted is False
    assert not is_suppressed(acme, "email", "")


def test_by_the_page_of_a_contact(asked, acme, mark, client_of):
    ana = asked("ana@example.com")
    client_of(mark).post(f"/o/acme/contacts/{ana.pk}/delete/")
    assert not OutboundMessage.objects.filter(recipient="ana@example.com").exists()
    page = client_of(mark).get("/o/acme/messages/").content.decode()
    assert "ana@example.com" not in page
    assert "erased" in page
