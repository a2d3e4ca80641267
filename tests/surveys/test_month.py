"""A month of a continuous programme by the clock alone: nobody is asked against a rule, the daily number is steady."""

import random
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from contacts.actions.suppress import suppress
from contacts.models import Contact
from delivery.actions.deliver import Close, Later
from delivery.models import OutboundMessage
from surveys.actions.ask_after_events import ask_after_events
from surveys.actions.draw_programme import draw_programme
from surveys.actions.note_outcome import note_outcome
from surveys.actions.plan_invitations import plan_invitations
from surveys.actions.plan_reminders import plan_reminders
from surveys.actions.record_event import record_event
from surveys.actions.send_invitations import Desk
from surveys.actions.start_programme import start_programme
from surveys.actions.start_trigger import start_trigger
from surveys.models import AskingRules, Campaign, EventAsk, Invitation
from tests import factories

# New York goes forward on 8 March, Madrid on 29 March.
ZONES = ["America/New_York", "Europe/Madrid", "America/Bogota", "Asia/Kolkata"]
BEGIN, DAYS, PERIOD = datetime(2026, 3, 2, 5, tzinfo=UTC), 30, 180
PEOPLE = 9000
WORKDAYS = [0, 1, 2, 3, 4]


class Month:
    """Mails arrive here instead of at a server; some come back, some are answered, some unsubscribe."""

    def __init__(self, organisation):
        self.organisation = organisation
        self.dice = random.Random(5)
        self.arrived = []  # (contact, kind, when, campaign's programme)
        self.gone = {}  # contact -> when they unsubscribed or bounced
        self.answered = {}

    def deliver(self, now):
        due = OutboundMessage.objects.filter(state="queued", next_at__lte=now).select_related("organisation")
        desk = Desk(now)
        for message in due.order_by("next_at", "pk"):
            verdict = desk.recheck(message)
            if isinstance(verdict, Later):
                OutboundMessage.objects.filter(pk=message.pk).update(next_at=verdict.until)
                continue
            if isinstance(verdict, Close):
                self.close(message, verdict.state, verdict.reason, now)
                continue
            self.arrive(message, desk.invitation, now)

    def close(self, message, state, reason, now):
        message.state, message.reason, message.sent_at = state, reason, now if state == "sent" else None
        message.save(update_fields=["state", "reason", "sent_at"])
        note_outcome(message=message, now=now)

    def arrive(self, message, invitation, now):
        self.arrived.append((invitation.contact_id, message.kind, now, invitation.campaign.programme_id))
        chance = self.dice.random()
        if chance < 0.02:
            self.close(message, "failed", "bad_address", now)
            self.gone[invitation.contact_id] = now
            return
        self.close(message, "sent", "", now)
        if chance < 0.05:
            self.gone[invitation.contact_id] = now
            suppress(
                organisation=self.organisation, channel="email", address=message.recipient,
                reason="unsubscribed", by="customer", now=now,
            )  # fmt: skip
        elif chance < 0.35:
            self.answered[invitation.contact_id] = now
            Invitation.objects.filter(pk=invitation.pk).update(answered_at=now)


def populate(organisation):
    Contact.objects.bulk_create(
        Contact(
            organisation=organisation,
            email=f"person{number}@example.com",
            time_zone=ZONES[number % 4],
            language="es",
            properties={"branch": "North" if number % 3 else "South", "promotion": str(number % 20 == 0)},
            created_at=BEGIN - timedelta(days=400),
            updated_at=BEGIN,
        )
        for number in range(PEOPLE)
    )


def buy(organisation, step, now):
    """A dozen people buy something; many of them buy again before they could be asked twice."""
    for contact in Contact.objects.order_by("pk")[step % 40 :: 750]:
        record_event(
            organisation=organisation, contact=contact, name="purchase", external_id=f"{step}-{contact.pk}",
            occurred_at=now, properties={}, source="api", now=now,
        )  # fmt: skip


def live(organisation, survey, by):
    month = Month(organisation)
    programme = start_programme(
        organisation=organisation, survey=survey, segment=None, period_days=PERIOD, stratum_property="branch",
        by=by, now=BEGIN,
    )  # fmt: skip
    trigger = start_trigger(
        organisation=organisation, survey=survey, event_name="purchase", delay_hours=48, conditions=[],
        experiment=None, by=by, now=BEGIN,
    )  # fmt: skip
    for step in range(DAYS * 8):
        now = BEGIN + timedelta(hours=3 * step)
        draw_programme(programme=programme, now=now)
        if step % 8 == 2:
            buy(organisation, step, now)
        ask_after_events(trigger=trigger, now=now)
        if step == 10 * 8:  # somebody sends to a twentieth of them, by night, in the middle of it
            promotion = {"field": "property:promotion", "operator": "is", "value": "True"}
            plan_invitations(
                campaign=factories.campaign(survey, state=Campaign.State.PLANNING, segment_rules=[promotion]),
                now=now,
            )
        plan_reminders(now=now)
        month.deliver(now)
    return month


def test_a_month(acme, olga, settings):
    settings.MAIL_FIRST_HOUR, settings.MAIL_LAST_HOUR = 7, 21
    AskingRules.objects.create(organisation=acme, weekdays=WORKDAYS, reminder_days=5)
    populate(acme)
    month = live(acme, factories.survey(acme, olga), olga)
    zones = dict(Contact.objects.values_list("pk", "time_zone"))
    properties = dict(Contact.objects.values_list("pk", "properties"))

    mails = defaultdict(list)
    for contact, kind, when, _ in month.arrived:
        local = when.astimezone(ZoneInfo(zones[contact]))
        assert 7 <= local.hour < 21
        assert local.weekday() in WORKDAYS
        assert when <= month.gone.get(contact, when)
        assert when <= month.answered.get(contact, when)
        mails[contact].append((kind, when))
    for sequence in mails.values():
        kinds = [kind for kind, _ in sequence]
        assert kinds in (["invitation"], ["invitation", "reminder"])
        assert all(later - earlier >= timedelta(days=5) for (_, earlier), (_, later) in pairwise(sequence))
    assert sum(kind == "reminder" for _, kind, _, _ in month.arrived) > 500

    after = Counter(EventAsk.objects.values_list("state", "reason"))
    assert after["asked", ""] > 40
    assert after["dropped", "asked_recently"] > 200
    assert sum(after.values()) == 30 * 12

    asked = [
        (contact, when)
        for contact, kind, when, programme in month.arrived
        if kind == "invitation" and programme
    ]
    daily = Counter(when.astimezone(acme.zone).date() for _, when in asked)
    mean = sum(daily.values()) / len(daily)
    assert len(daily) == 22  # working days
    assert all(abs(number - mean) <= 0.1 * mean for number in daily.values()), daily
    south = sum(properties[contact]["branch"] == "South" for contact, _ in asked) / len(asked)
    assert abs(south - 1 / 3) < 0.01
