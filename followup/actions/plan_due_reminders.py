from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef

from contacts.models import Standing
from delivery.actions.enqueue_many import Draft, enqueue_many
from delivery.models import OutboundMessage
from followup.models import DueReminder, DueReminding, Promotion, PromotionShare
from followup.queries.promotion_audience import reasons_not_to_offer
from followup.rules.promotion import PAUSE, NotOffered
from surveys.models import AskingRules
from surveys.rules.languages import choose

BATCH: Final = 500
# A time that came longer ago is no reminder any more; nobody is mailed about last year when this is switched on.
FRESH: Final = timedelta(days=7)
SEND_WITHIN: Final = timedelta(days=3)
DUE: Final = "due"  # what the ledger calls such a message: due:<pk>


@transaction.atomic
def plan_due_reminders(*, reminding: DueReminding, now: datetime) -> int:
    """Decide about customers whose time has come: a mail in the ledger, or why not, once; returns how many.

    Whoever gets no offers gets no reminder (rules/promotion.py): open case, unsubscribed, just answered. The row of
    the settings is locked, so that two workers never decide at once.
    """
    reminding = (
        DueReminding.objects.of(reminding.organisation).select_for_update(no_key=True).get(pk=reminding.pk)
    )
    if not reminding.is_on:
        return 0
    organisation = reminding.organisation
    decided = DueReminder.objects.of(organisation).filter(
        contact=OuterRef("contact"), bought_at=OuterRef("last_bought_at")
    )
    rows = Standing.objects.of(organisation).filter(
        rhythm=Standing.Rhythm.DUE, due_at__gt=now - FRESH, due_at__lte=now, contact__is_sample=False
    )
    due = list(
        rows.exclude(Exists(decided)).select_related("contact", "product").order_by("due_at", "pk")[:BATCH]
    )
    contacts = [row.contact for row in due]
    reasons = reasons_not_to_offer(organisation, contacts, now=now)
    people = [contact.pk for contact in contacts]
    rested = _reminded_lately(reminding, people, now)
    drawn = _in_a_lot(reminding, people, now)
    languages = list(reminding.texts)
    reminders = DueReminder.objects.bulk_create(
        DueReminder(
            organisation=organisation,
            reminding=reminding,
            contact=row.contact,
            product=row.product,
            bought_at=row.last_bought_at,
            due_at=row.due_at,
            reason=reason
            or (NotOffered.OFFERED_RECENTLY if row.contact.pk in rested else "")
            or (NotOffered.HELD_OUT if row.contact.pk in drawn else ""),
            language=choose(languages, [row.contact.language], default=languages[0]),
            planned_at=now,
        )
        for row, reason in zip(due, reasons, strict=True)
    )
    asking = AskingRules.of(organisation)
    drafts = [_draft(one, asking.when_for(one.contact, now)) for one in reminders if not one.reason]
    enqueue_many(drafts=drafts, now=now)
    return len(reminders)


def _reminded_lately(reminding: DueReminding, people: Sequence[int], now: datetime) -> set[int]:
    rows = DueReminder.objects.of(reminding.organisation).filter(
        contact__in=people, reason="", planned_at__gt=now - PAUSE
    )
    return set(rows.values_list("contact", flat=True))


def _in_a_lot(reminding: DueReminding, people: Sequence[int], now: datetime) -> set[int]:
    """Who takes part in an offer whose purchases still count: a reminder to one group would spoil the comparison."""
    shares = PromotionShare.objects.of(reminding.organisation).filter(contact__in=people)
    shares = shares.exclude(lot=PromotionShare.Lot.LEFT_OUT).exclude(promotion__state=Promotion.State.STOPPED)
    rows = shares.values_list("contact", "drawn_at", "promotion__days")
    return {contact for contact, drawn_at, days in rows if now < drawn_at + timedelta(days=days)}


def _draft(reminder: DueReminder, when: datetime) -> Draft:
    return Draft(
        kind=OutboundMessage.Kind.OFFER,
        policy=OutboundMessage.Policy.HOLD,
        dedup_key=f"{DUE}:{reminder.pk}",
        reference=f"{DUE}:{reminder.pk}",
        recipient=reminder.contact.email,
        organisation=reminder.organisation,
        next_at=when,
        expires_at=when + SEND_WITHIN,
    )
