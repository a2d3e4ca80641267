from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from accounts.models import Organisation
from contacts.queries.audience import contacts_in, panel_in
from delivery.actions.enqueue_many import Draft, enqueue_many
from delivery.models import OutboundMessage
from nps_app.lib.tokens import mail_token, short_token
from surveys.actions.weigh_contacts import Candidate, candidates_among, weigh_contacts
from surveys.models import AskingRules, Campaign, Invitation
from surveys.rules import languages
from surveys.rules.left_out import LeftOut
from surveys.rules.ways import Way

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
    campaigns = Campaign.objects.of(organisation).select_related("survey", "version", "experiment__version")
    row = campaigns.select_for_update(of=("self",)).get(pk=campaign.pk)
    if row.state != Campaign.State.PLANNING:
        return False
    done_to = Invitation.objects.filter(campaign=row).aggregate(last=Max("contact"))["last"] or 0
    people = panel_in if row.is_panel else contacts_in
    contacts = people(organisation, row.segment_rules).filter(pk__gt=done_to, is_sample=False)
    asking = AskingRules.of(organisation)
    candidates = list(map(Candidate._make, candidates_among(contacts, asking)[:BATCH]))
    ways: dict[int, Way] = {}
    reasons = weigh_contacts(
        organisation=organisation,
        rules=asking,
        candidates=candidates,
        now=now,
        sample=row.sample,
        offer=row.offer,
        ways=ways,
        panel=row.is_panel,
    )
    write_invitations(row, asking, list(zip(candidates, reasons, strict=True)), now, ways)
    if len(candidates) < BATCH:
        row.state = Campaign.State.SENDING
        row.save(update_fields=["state"])
        return False
    return True


def write_invitations(
    campaign: Campaign,
    asking: AskingRules,
    decided: list[tuple[Candidate, LeftOut | None]],
    now: datetime,
    ways: Mapping[int, Way] | None = None,
) -> None:
    """One invitation for each, left out with the reason or with its ledger row. Call it in a transaction.

    `ways`: by which channel each contact is asked; who is not in it, by e-mail.
    """
    ways = ways or {}
    invitations = Invitation.objects.bulk_create(
        [
            _invitation(campaign, asking, candidate, reason, now, ways.get(candidate.pk, Way.EMAIL))
            for candidate, reason in decided
        ]
    )
    enqueue_many(
        drafts=[
            _draft(invitation, candidate)
            for invitation, (candidate, reason) in zip(invitations, decided, strict=True)
            if reason is None
        ],
        now=now,
    )


def _invitation(
    campaign: Campaign,
    asking: AskingRules,
    candidate: Candidate,
    reason: LeftOut | None,
    now: datetime,
    way: Way,
) -> Invitation:
    arm, version = campaign.given(candidate.pk, way=way)
    when = None
    if reason is None:
        when = asking.when(now, time_zone=candidate.time_zone, phone=candidate.phone, channel=way)
    token = short_token if way is Way.SMS else mail_token
    return Invitation(
        channel=way,
        token=token(),
        unsubscribe_token=token(),
        organisation=asking.organisation,
        campaign=campaign,
        survey=campaign.survey,
        version=version,
        arm=arm,
        contact_id=candidate.pk,
        language=languages.choose(version.languages, [candidate.language], default=version.default_language),
        state=Invitation.State.PLANNED if reason is None else Invitation.State.SKIPPED,
        reason=reason or "",
        planned_at=now,
        asked_at=when,
        expires_at=now + timedelta(days=campaign.survey.link_days),
    )


def _draft(invitation: Invitation, candidate: Candidate) -> Draft:
    begins = invitation.asked_at or invitation.planned_at
    return Draft(
        kind=OutboundMessage.Kind.INVITATION,
        policy=OutboundMessage.Policy.HOLD,
        dedup_key=f"invitation:{invitation.pk}",
        reference=f"invitation:{invitation.pk}",
        channel=invitation.channel,
        recipient=candidate.phone if invitation.channel == Way.SMS else candidate.email,
        organisation=invitation.organisation,
        next_at=begins,
        expires_at=min(invitation.expires_at, begins + SEND_WITHIN),
    )
