from datetime import UTC, datetime, timedelta

import pytest

from contacts.actions.suppress import suppress
from contacts.models import CustomerEvent
from delivery.models import OutboundMessage
from surveys.actions.ask_after_events import ask_after_events
from surveys.actions.change_programme import CannotChange
from surveys.actions.change_trigger import change_trigger
from surveys.actions.launch_campaign import CannotLaunch
from surveys.actions.record_event import record_event
from surveys.actions.start_trigger import start_trigger
from surveys.models import Campaign, EventAsk, Invitation
from tests import factories

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)  # Monday
DAY = timedelta(days=1)


@pytest.fixture
def trigger(acme, olga):
    return start(acme, olga)


def start(acme, olga, **fields):
    survey = fields.pop("survey", None) or factories.survey(acme, olga)
    return start_trigger(
        organisation=acme, survey=survey, by=olga, now=NOW,
        **{"event_name": "purchase", "delay_hours": 7 * 24, "conditions": [], "experiment": None, **fields},
    )  # fmt: skip


def buy(contact, order="order-1", at=NOW, **properties):
    return record_event(
        organisation=contact.organisation, contact=contact, name="purchase", external_id=order,
        occurred_at=at, properties=properties, source="api", now=at,
    )  # fmt: skip


def ask(trigger, at):
    return ask_after_events(trigger=trigger, now=at)


def states():
    return list(EventAsk.objects.order_by("pk").values_list("state", "reason"))


def test_seven_days_after_a_purchase_and_a_second_one_in_ten_days_is_dropped(acme, trigger):
    ana = factories.contact(acme)
    buy(ana, "order-1")
    assert ask(trigger, NOW + 7 * DAY - timedelta(minutes=1)) == 0
    assert ask(trigger, NOW + 7 * DAY) == 1
    invitation = Invitation.objects.get()
    assert (invitation.contact, invitation.state) == (ana, "planned")
    assert OutboundMessage.objects.get().recipient == ana.email
    buy(ana, "order-2", at=NOW + 10 * DAY)
    assert ask(trigger, NOW + 17 * DAY) == 1
    assert states() == [("asked", ""), ("dropped", "asked_recently")]
    assert EventAsk.objects.get(state="asked").invitation == invitation
    assert Invitation.objects.count() == 1


def test_the_same_event_again_changes_nothing(acme, trigger):
    ana = factories.contact(acme)
    first, again = buy(ana, amount=1, currency="COP"), buy(ana, amount=2, currency="COP")
    assert (first.is_new, again.is_new) == (True, False)
    assert again.asks == first.asks
    assert CustomerEvent.objects.get().properties == {"amount": 1, "currency": "COP"}
    assert EventAsk.objects.count() == 1


def test_two_events_of_one_person_on_one_day_are_one_question(acme, trigger):
    ana = factories.contact(acme)
    buy(ana, "order-1")
    buy(ana, "order-2")
    ask(trigger, NOW + 7 * DAY)
    assert states() == [("asked", ""), ("dropped", "asked_recently")]


def test_only_events_that_are_meant(acme, olga, trigger):
    large = {"field": "property:amount", "operator": "at_least", "value": "100"}
    start(acme, olga, survey=trigger.survey, conditions=[large])
    start(acme, olga, survey=trigger.survey, event_name="ticket_solved")
    assert len(buy(factories.contact(acme), "order-1", amount=99, currency="COP").asks) == 1
    assert len(buy(factories.contact(acme), "order-2", amount=100, currency="COP").asks) == 2


def test_every_rule_holds_when_it_is_asked(acme, trigger):
    gone, sample, fine = (
        factories.contact(acme),
        factories.contact(acme, is_sample=True),
        factories.contact(acme),
    )
    for number, contact in enumerate([gone, sample, fine]):
        buy(contact, f"order-{number}")
    suppress(
        organisation=acme, channel="email", address=gone.email, reason="unsubscribed", by="customer", now=NOW
    )
    ask(trigger, NOW + 7 * DAY)
    assert states() == [("dropped", "unsubscribed"), ("dropped", "sample"), ("asked", "")]


def test_an_event_told_late_is_not_asked_about(acme, trigger):
    buy(factories.contact(acme), at=NOW - 15 * DAY)
    ask(trigger, NOW)
    assert states() == [("dropped", "too_late")]


def test_a_days_asking_is_one_send_with_the_arms_of_the_experiment(acme, olga):
    survey = factories.survey(acme, olga)
    trigger = start(acme, olga, survey=survey, experiment=factories.experiment(survey), delay_hours=0)
    for number in range(20):
        buy(factories.contact(acme), f"order-{number}")
        ask(trigger, NOW)
    campaign = Campaign.objects.get()
    assert (campaign.trigger, campaign.reminder_days) == (trigger, 4)
    assert set(Invitation.objects.values_list("arm", flat=True)) == {"A", "B"}


def test_a_pause_keeps_events_and_their_mails_and_forgets_nobody(acme, olga, trigger):
    buy(factories.contact(acme), "order-1")
    ask(trigger, NOW + 7 * DAY)
    change_trigger(trigger=trigger, state="paused", by=olga, now=NOW + 7 * DAY)
    assert Campaign.objects.get().state == "paused"
    buy(factories.contact(acme), "order-2", at=NOW + DAY)
    assert ask(trigger, NOW + 8 * DAY) == 0
    change_trigger(trigger=trigger, state="running", by=olga, now=NOW + 8 * DAY)
    assert Campaign.objects.get().state == "planning"
    assert ask(trigger, NOW + 8 * DAY) == 1
    assert [state for state, _ in states()] == ["asked", "asked"]


def test_stopping_drops_who_waits_and_listens_no_more(acme, olga, trigger):
    buy(factories.contact(acme), "order-1")
    buy(factories.contact(acme), "order-2", at=NOW + DAY)
    ask(trigger, NOW + 7 * DAY)
    change_trigger(trigger=trigger, state="stopped", by=olga, now=NOW + 7 * DAY)
    assert states() == [("asked", ""), ("dropped", "stopped")]
    assert Invitation.objects.get().state == "cancelled"
    assert buy(factories.contact(acme), "order-3", at=NOW + 8 * DAY).asks == []
    with pytest.raises(CannotChange):
        change_trigger(trigger=trigger, state="running", by=olga, now=NOW + 9 * DAY)


def test_they_wait_while_something_is_missing(acme, olga, trigger):
    buy(factories.contact(acme))
    acme.postal_address = ""
    acme.save()
    assert ask(trigger, NOW + 7 * DAY) == 0
    acme.postal_address = "Calle 1"
    acme.save()
    assert ask(trigger, NOW + 8 * DAY) == 1


def test_not_without_a_published_survey(acme, olga):
    with pytest.raises(CannotLaunch):
        start(acme, olga, survey=factories.survey(acme, olga, published=False))


def test_an_erased_contact_takes_its_events_along(acme, trigger):
    ana = factories.contact(acme)
    buy(ana)
    ana.delete()
    assert not CustomerEvent.objects.exists()
    assert ask(trigger, NOW + 7 * DAY) == 0
