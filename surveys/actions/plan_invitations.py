from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from accounts.models import Organisation
from contacts.queries.audience import contacts_in
from delivery.actions.enqueue_many import Draft, enqueue_many
from delivery.models import OutboundMessage
from surveys.actions.weigh_contacts import Candidate, weigh_contacts
from surveys.models import Campaign, Invitation
from surveys.rules import languages
from surveys.rules.left_out import LeftOut

BATCH = 1000
# A question that could not leave for so long would puzzle more than it asks.
SEND_WITHIN = timedelta(days=7)


@transaction.atomic
def plan_invitations(*, campaign: Campaign, now: datetime) -> bool:
    """Write the next invitations of a campaign with their ledger rows; False when there is nothing left to plan.

    Contacts are taken in the order of their ids and the highest one planned is where the next call goes on, so
    a kill between two batches neither loses nor doubles anybody. The organisation's row is locked: two
    campaigns planned at once see each other's invitations, and ask nobody twice.
    """
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=campaign.organisation_id)
    campaigns = Campaign.objects.of(organisation).select_related("survey", "version")
    row = campaigns.select_for_update(of=("self",)).get(pk=campaign.pk)
    if row.state != Campaign.State.PLANNING:
        return False
    done_to = Invitation.objects.filter(campaign=row).aggregate(last=Max("contact"))["last"] or 0
    contacts = contacts_in(organisation, row.segment_rules).filter(pk__gt=done_to).order_by("pk")
    candidates = list(map(Candidate._make, contacts.values_list(*Candidate._fields)[:BATCH]))
    reasons = weigh_contacts(organisation=organisation, candidates=candidates, now=now)
    pairs = list(zip(candidates, reasons, strict=True))
    invitations = Invitation.objects.bulk_create(
        [_invitation(row, candidate, reason, now) for candidate, reason in pairs]
    )
    enqueue_many(
        drafts=[
            _draft(organisation, invitation, candidate, now)
            for invitation, (candidate, reason) in zip(invitations, pairs, strict=True)
            if reason is None
        ],
        now=now,
    )
    if len(candidates) < BATCH:
        row.state = Campaign.State.SENDING
        row.save(update_fields=["state"])
        return False
    return True


def _invitation(
    campaign: Campaign, candidate: Candidate, reason: LeftOut | None, now: datetime
) -> Invitation:
    return Invitation(
        organisation_id=campaign.organisation_id,
        campaign=campaign,
        survey=campaign.survey,
        version=campaign.version,
        contact_id=candidate.pk,
        language=languages.choose(
            campaign.version.languages, [candidate.language], default=campaign.version.default_language
        ),
        state=Invitation.State.PLANNED if reason is None else Invitation.State.SKIPPED,
        reason=reason or "",
        planned_at=now,
        expires_at=now + timedelta(days=campaign.survey.link_days),
    )


def _draft(organisation: Organisation, invitation: Invitation, candidate: Candidate, now: datetime) -> Draft:
    return Draft(
        kind=OutboundMessage.Kind.INVITATION,
        policy=OutboundMessage.Policy.HOLD,
        dedup_key=f"invitation:{invitation.pk}",
        reference=f"invitation:{invitation.pk}",
        recipient=candidate.email,
        organisation=organisation,
        expires_at=min(invitation.expires_at, now + SEND_WITHIN),
    )
