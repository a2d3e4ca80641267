from datetime import datetime

from django.db import transaction

from accounts.models import User
from followup.actions.notify import notify
from followup.actions.open_case import open_case
from followup.actions.record_change import record_change
from followup.actions.take_second_answer import take_second_answer
from followup.models import Case, SecondLook
from followup.queries.case_workers import fallback_owner, may_work
from followup.rules.routing import needs_case
from responses.models import Response


@transaction.atomic
def triage_response(*, response_id: int, now: datetime) -> Case | None:
    """Decide what one untriaged answer needs, and note that it has been decided, in one transaction.

    An unhappy answer opens a case and tells its owner. An answer that has a case already was changed by the
    customer: the case's history says so. So does that of a case whose customer was asked again, and it is opened
    again if they are still unhappy. Returns the case that was opened. Does nothing with a sample, and
    nothing when another worker holds the answer or has decided already.
    """
    response = (
        Response.objects.real()
        .untriaged()
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("organisation", "survey__detractor_owner", "contact")
        .filter(pk=response_id)
        .first()
    )
    if response is None:
        return None
    opened = None
    case = Case.objects.of(response.organisation).filter(response=response).first()
    if case is not None:
        record_change(case=case, response=response, now=now)
    elif (look := _second_look(response)) is not None:
        opened = take_second_answer(look=look, response=response, now=now)
    elif needs_case(response.score, response.wants_contact):
        opened = open_case(response=response, owner=_owner(response), now=now)
        notify(case=opened, now=now)
    response.triaged_at = now
    response.save(update_fields=["triaged_at"])
    return opened


def _second_look(response: Response) -> SecondLook | None:
    """The asking again that this answers, if it answers one."""
    if response.invitation_id is None:
        return None
    looks = SecondLook.objects.of(response.organisation)
    return looks.filter(invitation_id=response.invitation_id).first()


def _owner(response: Response) -> User | None:
    """The survey's owner of detractors, or an owner of the organisation where that person is gone."""
    owner = response.survey.detractor_owner
    if owner is not None and may_work(response.organisation, owner):
        return owner
    return fallback_owner(response.organisation)
