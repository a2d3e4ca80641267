from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.actions.create_default_causes import create_default_causes
from followup.models import Case, CaseEvent
from followup.rules import sla
from responses.models import Response


@transaction.atomic
def open_case(*, response: Response, owner: User | None, now: datetime) -> Case:
    """Open the case of an answer, with the first line of its history and the day it is due."""
    organisation = response.organisation
    case = Case.objects.create(
        organisation=organisation,
        response=response,
        survey=response.survey,
        contact=response.contact,
        owner=owner,
        score=response.score,
        opened_at=now,
        due_at=sla.due_at(now, organisation.zone),
    )
    CaseEvent.objects.create(
        organisation=organisation,
        case=case,
        kind=CaseEvent.Kind.OPENED,
        at=now,
        data={"score": response.score, "to": owner.pk if owner else None},
    )
    create_default_causes(organisation=organisation)
    write_event(
        organisation=organisation,
        verb="case.opened",
        subject=case,
        by="system",
        now=now,
        data={"score": response.score},
    )
    return case
