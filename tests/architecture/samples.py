"""One row of everything in Acme, marked with a word nobody else may ever read, and an address for every page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.models import Invite, Membership, Organisation, User
from contacts.models import Contact, Segment
from followup.models import Case, CaseEvent, Cause
from responses.models import Response
from surveys.models import Campaign, Invitation, Survey
from tests import factories

CANARY = "canary7f3a"


@dataclass(frozen=True)
class Sample:
    """What the addresses below point to; all of it belongs to one organisation."""

    organisation: Organisation
    membership: Membership
    invite: Invite
    contact: Contact
    segment: Segment
    survey: Survey
    campaign: Campaign
    invitation: Invitation
    response: Response
    case: Case
    cause: Cause


def sample(organisation: Organisation, owner: User) -> Sample:
    contact = factories.contact(organisation, name=f"Contact {CANARY}", email=f"{CANARY}@example.com")
    survey = factories.survey(organisation, owner, name=f"Survey {CANARY}")
    campaign = factories.campaign(survey)
    invitation = factories.invitation(survey, contact, campaign)
    response = factories.response(
        survey,
        2,
        contact=contact,
        invitation=invitation,
        comment=f"Comment {CANARY}",
        triaged_at=timezone.now(),
    )
    case = factories.case(response, owner)
    CaseEvent.objects.create(
        organisation=organisation,
        case=case,
        at=case.opened_at,
        by=owner,
        kind="note",
        text=f"Note {CANARY}",
    )
    return Sample(
        organisation=organisation,
        membership=Membership.objects.of(organisation).exclude(user=owner).earliest("pk"),
        invite=factories.invite(organisation, f"{CANARY}@example.org", owner),
        contact=contact,
        segment=factories.segment(organisation, f"Segment {CANARY}"),
        survey=survey,
        campaign=campaign,
        invitation=invitation,
        response=response,
        case=case,
        cause=factories.cause(organisation, f"Cause {CANARY}"),
    )


# Address -> what its arguments are, besides `org`. An address with arguments that is missing here fails the walk.
ARGUMENTS: dict[str, Callable[[Sample], dict[str, Any]]] = {
    "accounts:accept_invite": lambda s: {"token": s.invite.token},
    "accounts:member_role": lambda s: {"pk": s.membership.pk},
    "accounts:member_remove": lambda s: {"pk": s.membership.pk},
    "accounts:invite_withdraw": lambda s: {"pk": s.invite.pk},
    "followup:case": lambda s: {"case_id": s.case.pk},
    "followup:case_note": lambda s: {"case_id": s.case.pk},
    "followup:case_assign": lambda s: {"case_id": s.case.pk},
    "followup:case_close": lambda s: {"case_id": s.case.pk},
    "followup:case_reopen": lambda s: {"case_id": s.case.pk},
    "followup:cause": lambda s: {"cause_id": s.cause.pk},
}
