import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import Organisation
from contacts.models import Contact
from surveys.actions.check_readiness import check_readiness
from surveys.actions.plan_invitations import SEND_WITHIN, write_invitations
from surveys.actions.weigh_contacts import Candidate, candidates_among, weigh_contacts
from surveys.models import AskingRules, Campaign, EventAsk, Invitation, SurveyVersion, Trigger
from surveys.rules.left_out import LeftOut
from surveys.rules.ways import Way

BATCH = 500


@transaction.atomic
def ask_after_events(*, trigger: Trigger, now: datetime) -> int:
    """Decide the next askings of a trigger that are due; returns how many were decided.

    Everybody is weighed now, not when the event came: whoever was asked meanwhile is dropped, with the reason on
    record. The organisation's row is locked as for every planning: nobody is asked by two sends at once.
    While something is missing that every send needs, or its own day's send is paused, they wait.
    """
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=trigger.organisation_id)
    triggers = Trigger.objects.of(organisation).select_related("survey__published", "experiment__version")
    row = triggers.select_for_update(of=("self",)).get(pk=trigger.pk)
    due = EventAsk.objects.of(organisation).filter(trigger=row, state=EventAsk.State.WAITING, due_at__lte=now)
    asks = list(due.order_by("due_at", "pk")[:BATCH])
    ready = not check_readiness(organisation=organisation, survey=row.survey, offer=row.offer)
    version = row.survey.published
    if not asks or row.state != Trigger.State.RUNNING or not ready or version is None:
        return 0
    asking = AskingRules.of(organisation)
    campaign = _campaign(row, version, asking, now)
    if campaign.state == Campaign.State.PAUSED:
        return 0
    ways: dict[int, Way] = {}
    reasons = _weigh(campaign, asking, asks, ways, now)
    invited = _invite(campaign, asking, reasons, ways, now)
    for ask in asks:
        reason = reasons[ask.pk][1]
        ask.decided_at = now
        ask.state = EventAsk.State.ASKED if reason is None else EventAsk.State.DROPPED
        ask.reason = reason or ""
        ask.invitation_id = invited.get(ask.contact_id) if reason is None else None
    EventAsk.objects.bulk_update(asks, ["decided_at", "state", "reason", "invitation"])
    return len(asks)


def _campaign(row: Trigger, version: SurveyVersion, asking: AskingRules, now: datetime) -> Campaign:
    """The send of this trigger for the organisation's day, of the version that is published."""
    today = now.astimezone(asking.organisation.zone).date()
    campaign: Campaign
    campaign, _ = Campaign.objects.of(asking.organisation).get_or_create(
        launch_key=uuid.uuid5(uuid.NAMESPACE_OID, f"trigger:{row.pk}:{today}:{version.pk}"),
        defaults={
            "organisation": asking.organisation,
            "survey": row.survey,
            "version": version,
            "trigger": row,
            "experiment": row.experiment,
            "offer": row.offer,
            "drawn_on": today,
            "state": Campaign.State.SENDING,
            "reminder_days": asking.reminder_days,
            "launched_at": now,
            "launched_by": row.started_by,
        },
    )
    return campaign


Decided = dict[int, tuple[Candidate | None, str | None]]


def _weigh(
    campaign: Campaign, asking: AskingRules, asks: Sequence[EventAsk], ways: dict[int, Way], now: datetime
) -> Decided:
    """For each asking its person and the reason to drop it, or None."""
    people = Contact.objects.of(asking.organisation).filter(pk__in={ask.contact_id for ask in asks})
    candidates = [Candidate._make(found) for found in candidates_among(people, asking)]
    weighed = weigh_contacts(
        organisation=asking.organisation,
        rules=asking,
        candidates=candidates,
        now=now,
        offer=campaign.offer,
        ways=ways,
    )
    standing = {
        candidate.pk: (candidate, reason) for candidate, reason in zip(candidates, weighed, strict=True)
    }
    mine = Invitation.objects.of(asking.organisation).filter(campaign=campaign, contact__in=standing)
    had = set(mine.values_list("contact", flat=True))
    decided: Decided = {}
    for ask in asks:
        candidate, reason = standing.get(ask.contact_id, (None, None))
        if campaign.state == Campaign.State.STOPPED:
            decided[ask.pk] = candidate, "stopped"
        elif ask.due_at < now - SEND_WITHIN:
            decided[ask.pk] = candidate, "too_late"
        elif candidate is None:
            decided[ask.pk] = None, "erased"
        else:
            reason = reason or (LeftOut.ASKED_RECENTLY if candidate.pk in had else None)
            decided[ask.pk] = candidate, reason
            if reason is None:
                had.add(candidate.pk)
    return decided


def _invite(
    campaign: Campaign, asking: AskingRules, decided: Decided, ways: Mapping[int, Way], now: datetime
) -> Mapping[int, int]:
    """Write the invitations of those who are asked; returns them by contact."""
    chosen = [candidate for candidate, reason in decided.values() if candidate and reason is None]
    if not chosen:
        return {}
    write_invitations(campaign, asking, [(candidate, None) for candidate in chosen], now, ways)
    if campaign.state == Campaign.State.DONE:
        campaign.state = Campaign.State.SENDING
        campaign.save(update_fields=["state"])
    rows = Invitation.objects.of(asking.organisation).filter(
        campaign=campaign, contact__in=[candidate.pk for candidate in chosen]
    )
    return dict(rows.values_list("contact", "pk"))
