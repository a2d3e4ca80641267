"""A reminder when somebody's time to buy has come: once, by the ledger, and never after the purchase."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from contacts.actions.suppress import suppress
from contacts.models import Suppression
from delivery.models import OutboundMessage
from delivery.transports.identity import identity_of
from followup.actions.plan_due_reminders import plan_due_reminders
from followup.actions.send_promotions import Desk
from followup.channels.due_mail import due_mail
from followup.models import DueReminder, DueReminding
from tests import factories

NOW = timezone.now().replace(hour=17)  # noon in Bogota
TEXTS = {
    "es": {"subject": "¿{product}?", "body": "Hola {first_name}, ya toca.", "button": "Comprar"},
    "en": {"subject": "{product}?", "body": "Hello {first_name}, it is time.", "button": "Buy"},
}


def days_ago(number):
    return NOW - timedelta(days=number)


@pytest.fixture
def reminding(acme, olga):
    return DueReminding.objects.create(
        organisation=acme,
        is_on=True,
        survey=factories.survey(acme, olga),
        texts=TEXTS,
        url="https://acme.example/",
        changed_at=NOW,
    )


def due(organisation, *, days=1, rhythm="due", link="", **fields):
    fields.setdefault("language", "en")
    contact = factories.contact(organisation, **fields)
    product = factories.product(organisation, f"Coffee {contact.pk}", link=link)
    bought = factories.purchase(contact, bought_at=days_ago(30), product=product)
    factories.standing(
        contact,
        "yes_buys",
        rhythm=rhythm,
        due_at=days_ago(days),
        last_bought_at=bought.bought_at,
        product=product,
    )
    return contact


def plan(reminding):
    return plan_due_reminders(reminding=reminding, now=NOW)


def recheck(message):
    desk = Desk(NOW)
    found = desk.recheck(message)
    return getattr(found, "reason", None)


def test_once_for_each_due_date_with_the_products_own_link(acme, other, reminding):
    ana = due(acme, name="Ana Pérez", link="https://shop.example.com/coffee")
    due(other)
    assert plan(reminding) == 1
    assert plan(reminding) == 0
    message = OutboundMessage.objects.get()
    assert (message.kind, message.policy, message.recipient) == ("offer", "hold", ana.email)
    reminder = DueReminder.objects.of(acme).select_related("reminding__survey", "contact", "product").get()
    mail = due_mail(reminder, identity_of(None))
    assert mail.subject == f"{reminder.product.name}?"
    assert "Hello Ana, it is time." in mail.text
    assert "https://shop.example.com/coffee" in mail.text
    assert f"/u/offer/{reminder.unsubscribe_token}/" in mail.headers["List-Unsubscribe"]


@pytest.mark.parametrize(
    ("fields", "counted"),
    [
        ({"days": 8}, 0),
        ({"days": -1}, 0),
        ({"rhythm": "late"}, 0),
        ({"is_sample": True}, 0),
        ({"days": 6}, 1),
    ],
)
def test_whose_time_has_just_come(acme, reminding, fields, counted):
    due(acme, **fields)
    assert plan(reminding) == counted


def test_nobody_whom_offers_do_not_reach(acme, olga, reminding):
    survey = reminding.survey
    case, gone, answered, refused, drawn = (due(acme) for _ in range(5))
    factories.case(factories.response(survey, 2, contact=case, at=days_ago(60)))
    suppress(
        organisation=acme,
        channel=Suppression.Channel.EMAIL,
        address=gone.email,
        reason="unsubscribed",
        by="customer",
        now=NOW,
    )
    factories.response(survey, 9, contact=answered, at=days_ago(3))
    refused.email_consent = "no"
    refused.save()
    share = factories.promotion_share(factories.promotion(survey), drawn, drawn_at=days_ago(40))
    assert share.promotion.days > 40
    assert plan(reminding) == 5
    reasons = dict(DueReminder.objects.of(acme).values_list("contact", "reason"))
    assert reasons == {
        case.pk: "open_case",
        gone.pk: "unsubscribed",
        answered.pk: "answered_just_now",
        refused.pk: "no_email_consent",
        drawn.pk: "held_out",
    }
    assert not OutboundMessage.objects.filter(kind="offer").exists()


def test_not_twice_in_a_month_however_quick_the_rhythm(acme, reminding):
    ana = due(acme)
    plan(reminding)
    DueReminder.objects.of(acme).update(planned_at=days_ago(20), bought_at=days_ago(50))
    assert plan(reminding) == 1
    assert list(DueReminder.objects.of(acme).order_by("pk").values_list("contact", "reason")) == [
        (ana.pk, ""),
        (ana.pk, "offered_recently"),
    ]


def test_it_stops_at_the_purchase(acme, reminding):
    ana = due(acme)
    plan(reminding)
    message = OutboundMessage.objects.get()
    assert recheck(message) is None
    paid_back = factories.purchase(ana, bought_at=NOW, refunded=4990)
    assert recheck(message) is None
    paid_back.refunded = 0
    paid_back.save()
    assert recheck(message) == "bought"


def test_what_has_happened_before_it_leaves(acme, reminding):
    ana = due(acme)
    plan(reminding)
    message = OutboundMessage.objects.get()
    factories.case(factories.response(reminding.survey, 2, contact=ana))
    assert recheck(message) == "open_case"
    DueReminding.objects.of(acme).update(is_on=False)
    assert recheck(message) == "stopped"
    assert plan(reminding) == 0


def test_the_way_out_in_the_mail(acme, reminding):
    ana = due(acme)
    plan(reminding)
    token = DueReminder.objects.of(acme).get().unsubscribe_token
    assert Client().get(f"/u/offer/{token}/").status_code == 200
    assert not Suppression.objects.of(acme).exists()
    assert Client().post(f"/u/offer/{token}/").status_code == 200
    assert recheck(OutboundMessage.objects.get()) == "unsubscribed"
    assert Suppression.objects.of(acme).covering("email", ana.email).exists()
