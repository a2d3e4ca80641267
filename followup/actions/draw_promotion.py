from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from accounts.models import Organisation
from contacts.models import Contact
from delivery.actions.enqueue_many import Draft, enqueue_many
from delivery.models import OutboundMessage
from followup.models import Promotion, PromotionShare
from followup.queries.promotion_audience import audience_of, reasons_not_to_offer
from followup.rules.promotion import NotOffered
from surveys.models import AskingRules
from surveys.rules.languages import choose

BATCH = 1000
SEND_WITHIN = timedelta(days=7)
Lot = PromotionShare.Lot


@transaction.atomic
def draw_promotion(*, promotion: Promotion, now: datetime) -> bool:
    """Draw the lots of the next people and write their mails; False when there is nobody left to draw.

    The lot of each person is stored with the mail, or without one, before anything leaves. The organisation's row
    is locked: two offers drawn at once see each other's people.
    """
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=promotion.organisation_id)
    row = Promotion.objects.of(organisation).select_for_update(no_key=True).get(pk=promotion.pk)
    if row.state != Promotion.State.DRAWING:
        return False
    shares = PromotionShare.objects.of(organisation).filter(promotion=row)
    done_to = shares.aggregate(last=Max("contact"))["last"] or 0
    people = audience_of(organisation, rules=row.segment_rules, group=row.group).filter(pk__gt=done_to)
    contacts = list(people[:BATCH])
    _write(row, contacts, reasons_not_to_offer(organisation, contacts, now=now), now)
    if len(contacts) < BATCH:
        row.state = Promotion.State.RUNNING
        row.save(update_fields=["state"])
        return False
    return True


def _write(
    promotion: Promotion, contacts: list[Contact], reasons: list[NotOffered | None], now: datetime
) -> None:
    pairs = list(zip(contacts, reasons, strict=True))
    shares = PromotionShare.objects.bulk_create(
        _share(promotion, contact, reason, now) for contact, reason in pairs
    )
    asking = AskingRules.of(promotion.organisation)
    enqueue_many(
        drafts=[
            _draft(promotion, share, contact, asking.when_for(contact, now))
            for share, contact in zip(shares, contacts, strict=True)
            if share.lot == Lot.OFFERED
        ],
        now=now,
    )


def _share(
    promotion: Promotion, contact: Contact, reason: NotOffered | None, now: datetime
) -> PromotionShare:
    drawn = Lot.HELD_OUT if promotion.holds_out(contact.pk) else Lot.OFFERED
    languages = list(promotion.texts)
    return PromotionShare(
        organisation_id=promotion.organisation_id,
        promotion=promotion,
        contact=contact,
        lot=drawn if reason is None else Lot.LEFT_OUT,
        reason=reason or "",
        language=choose(languages, [contact.language], default=languages[0]),
        drawn_at=now,
    )


def _draft(promotion: Promotion, share: PromotionShare, contact: Contact, when: datetime) -> Draft:
    return Draft(
        kind=OutboundMessage.Kind.OFFER,
        policy=OutboundMessage.Policy.HOLD,
        dedup_key=f"offer:{promotion.pk}:{share.pk}",
        reference=f"offer:{share.pk}",
        recipient=contact.email,
        organisation=promotion.organisation,
        next_at=when,
        expires_at=when + SEND_WITHIN,
    )
