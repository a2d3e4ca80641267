"""Other systems hear once when a customer's time to buy again has come: against a real receiver."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from contacts.actions.suppress import suppress
from contacts.models import Standing
from followup.actions.close_case import close_case
from integrations.actions.forget_events import forget_events
from integrations.actions.note_due import note_due
from integrations.models import DueNotice, WebhookEvent
from integrations.tasks import note_repurchases, send_webhooks
from tests import factories

DAY = timedelta(days=1)


@pytest.fixture
def due(acme):
    """due("ana") is a customer whose time came an hour ago."""
    coffee = factories.product(acme, link="https://shop.example.com/coffee", category="Drinks", every_days=30)

    def make(name, **fields):
        now = timezone.now()
        contact = factories.contact(
            acme, name=name, email=f"{name}@example.com", external_id=f"C-{name}", **fields.pop("contact", {})
        )
        factories.purchase(contact, product=coffee, bought_at=now - 27 * DAY - DAY / 24)
        Standing.objects.filter(contact=contact).delete()
        told = {
            "rhythm": "due",
            "score": 9,
            "product": coffee,
            "rhythm_days": 30,
            "purchases": 1,
            "last_bought_at": now - 27 * DAY - DAY / 24,
            "due_at": now - DAY / 24,
            "late_at": now + 18 * DAY,
        } | fields
        return factories.standing(contact, "yes_buys", **told).contact

    return make


def heard(receiver):
    note_repurchases()
    send_webhooks()
    return [request.body["data"]["contact"]["customer_id"] for request in receiver.got]


def test_a_customer_is_told_of_once_for_each_purchase(acme, due, listen, receiver):
    listen(acme, receiver.url)
    ana = due("ana")
    assert heard(receiver) == ["C-ana"]
    body = receiver.got[0].body
    assert body["type"] == "repurchase_due"
    data = body["data"]
    assert data["contact"]["email"] == "ana@example.com"
    assert (data["product"], data["link"]) == (
        {"name": "Coffee", "category": "Drinks"}, "https://shop.example.com/coffee"
    )  # fmt: skip
    assert (data["rhythm_days"], data["score"]) == (30, 9)
    assert data["url"].endswith(f"/o/acme/contacts/{ana.pk}/")
    assert heard(receiver) == ["C-ana"]
    forget_events(now=timezone.now() + 31 * DAY)
    assert heard(receiver) == ["C-ana"]
    later = timezone.now() - DAY / 48
    factories.purchase(ana, bought_at=later)
    Standing.objects.filter(contact=ana).update(last_bought_at=later, stale=False)
    assert heard(receiver) == ["C-ana", "C-ana"]


def test_nobody_with_an_open_case_or_who_wants_no_mails(acme, olga, due, listen, receiver):
    listen(acme, receiver.url)
    unhappy = due("unhappy")
    case = factories.case(factories.response(factories.survey(acme), 2, contact=unhappy), olga)
    due("no", contact={"email_consent": "no"})
    due("later", contact={"ask_not_before": timezone.now() + DAY})
    due("sample", contact={"is_sample": True})
    gone = due("gone")
    suppress(
        organisation=acme,
        channel="email",
        address=gone.email,
        reason="unsubscribed",
        by="x",
        now=timezone.now(),
    )
    WebhookEvent.objects.all().delete()
    note_repurchases()
    assert not DueNotice.objects.exists()
    close_case(
        case=case,
        cause=factories.cause(acme),
        remedy=factories.remedy(acme),
        outcome="resolved",
        by=olga,
        now=timezone.now(),
        note="done",
    )
    note_repurchases()
    assert DueNotice.objects.get().contact == unhappy


def test_who_bought_meanwhile_is_not_named(acme, due, listen, receiver):
    listen(acme, receiver.url, events=["repurchase_due"])
    ana = due("ana")
    note_repurchases()
    factories.purchase(ana, bought_at=timezone.now())
    send_webhooks()
    assert receiver.got == []


def test_only_what_is_news_and_where_somebody_listens(acme, other, due, listen, receiver):
    due("old", due_at=timezone.now() - 8 * DAY)
    due("early", rhythm="not_yet", due_at=timezone.now() + DAY)
    due("stale")
    Standing.objects.filter(contact__name="stale").update(stale=True)
    due("ana")
    listen(acme, receiver.url, events=["case.opened"])
    listen(other, receiver.url)
    assert heard(receiver) == []
    assert not DueNotice.objects.exists()


def test_batches_go_on_and_two_workers_tell_once(acme, due, listen, receiver, monkeypatch):
    monkeypatch.setattr("integrations.actions.note_due.BATCH", 2)
    listen(acme, receiver.url)
    for name in ("ana", "ben", "cleo"):
        due(name)
    assert sorted(heard(receiver)) == ["C-ana", "C-ben", "C-cleo"]
    told = DueNotice.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        DueNotice.objects.create(
            organisation=acme,
            contact=told.contact,
            bought_at=told.bought_at,
            due_at=told.due_at,
            noted_at=timezone.now(),
        )
    assert note_due(organisation=acme, now=timezone.now()) == (0, None)
