import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from accounts.models import Organisation
from contacts.models import Contact
from delivery.transports.sms.providers import can_send
from surveys.actions.check_readiness import check_readiness
from surveys.actions.plan_invitations import write_invitations
from surveys.actions.weigh_contacts import Candidate, candidates_among, weigh_contacts
from surveys.models import AskingRules, Campaign, Invitation, Survey, SurveyVersion
from surveys.rules.left_out import LeftOut
from surveys.rules.ways import Offer, Way

# What may pass by itself: it is looked at again, rather than decided.
PASSING = (LeftOut.ASKED_RECENTLY, LeftOut.RESTING)
Asked = dict[int, tuple[Invitation | None, str]]


@transaction.atomic
def ask_again(*, survey: Survey, contacts: Collection[int], now: datetime) -> Asked:
    """Ask customers a second time though the pause between two questions is not over.

    Returns for each contact (its id) the invitation, or why there is none. Whom another question reached within
    a day is left out of the answer: ask for them later; so is everybody while the survey cannot be sent.
    The organisation's row is locked as for every planning: nobody is asked by two sends at once.
    """
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=survey.organisation_id)
    version = survey.published
    if version is None or not contacts or check_readiness(organisation=organisation, survey=survey):
        return {}
    asking = AskingRules.of(organisation)
    campaign = _campaign(survey, version, asking, now)
    if campaign.state == Campaign.State.PAUSED:
        return {}
    if campaign.state == Campaign.State.STOPPED:
        return dict.fromkeys(contacts, (None, "stopped"))
    ways: dict[int, Way] = {}
    weighed = _weigh(campaign, asking, contacts, ways, now)
    chosen = [candidate for candidate, reason in weighed if reason is None]
    write_invitations(campaign, asking, [(candidate, None) for candidate in chosen], now, ways)
    if chosen and campaign.state == Campaign.State.DONE:
        campaign.state = Campaign.State.SENDING
        campaign.save(update_fields=["state"])
    rows = Invitation.objects.of(organisation).filter(
        campaign=campaign, contact__in=[candidate.pk for candidate in chosen]
    )
    asked: Asked = {row.contact_id: (row, "") for row in rows if row.contact_id is not None}
    for candidate, reason in weighed:
        if reason is not None and reason not in PASSING:
            asked[candidate.pk] = None, str(reason)
    return asked


def _weigh(
    campaign: Campaign, asking: AskingRules, contacts: Collection[int], ways: dict[int, Way], now: datetime
) -> list[tuple[Candidate, LeftOut | None]]:
    """Each of them with the reason to leave them out; whom the day's send has had already counts as just asked."""
    organisation = asking.organisation
    people = Contact.objects.of(organisation).filter(pk__in=contacts)
    candidates = [Candidate._make(row) for row in candidates_among(people, asking)]
    reasons = weigh_contacts(
        organisation=organisation,
        rules=asking,
        candidates=candidates,
        now=now,
        apart=False,
        offer=campaign.offer,
        ways=ways,
        limits=asking.second_look,
    )
    mine = Invitation.objects.of(organisation).filter(campaign=campaign, contact__in=contacts)
    had = set(mine.values_list("contact", flat=True))
    return [
        (candidate, reason or (LeftOut.ASKED_RECENTLY if candidate.pk in had else None))
        for candidate, reason in zip(candidates, reasons, strict=True)
    ]


def _campaign(survey: Survey, version: SurveyVersion, asking: AskingRules, now: datetime) -> Campaign:
    """The survey's asking again of the organisation's day, of the version that is published."""
    today = now.astimezone(asking.organisation.zone).date()
    campaign: Campaign
    campaign, _ = Campaign.objects.of(asking.organisation).get_or_create(
        launch_key=uuid.uuid5(uuid.NAMESPACE_OID, f"second look:{survey.pk}:{today}:{version.pk}"),
        defaults={
            "organisation": asking.organisation,
            "survey": survey,
            "version": version,
            "is_second_look": True,
            "offer": Offer.BEST if can_send(asking.organisation) else Offer.EMAIL,
            "drawn_on": today,
            "state": Campaign.State.SENDING,
            "launched_at": now,
        },
    )
    return campaign
