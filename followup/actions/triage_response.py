from datetime import datetime

from django.db import transaction

from followup.actions.choose_owner import choose_owner
from followup.actions.notify import notify
from followup.actions.open_case import open_case
from followup.actions.record_change import record_change
from followup.actions.reopen_case import reopen_case
from followup.actions.take_out_case import take_out_case
from followup.actions.take_second_answer import take_second_answer
from followup.models import Case, OpeningRule, SecondLook
from followup.queries.lot import lot_for
from followup.queries.opening import rule_for, rules_of
from followup.rules.routing import needs_case
from responses.models import Response


@transaction.atomic
def triage_response(*, response_id: int, now: datetime) -> Case | None:
    """Decide what one untriaged answer needs, and note that it has been decided, in one transaction.

    An answer that a rule catches, or an unhappy one, opens a case and tells its owner, unless the lot holds it back.
    An answer that has a case already was changed by the customer: the case's history says so, and a closed case of
    somebody who is unhappy again is opened again; one that is held back is worked where they now ask to be
    contacted. So it is with a case whose customer was asked again. Returns the case that was opened.
    Does nothing with a sample, and nothing when another worker holds the answer or has decided already.
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
    case = (
        Case.objects.of(response.organisation).filter(response=response).select_related("merged_into").first()
    )
    case = (case and case.merged_into) or case
    if case is not None:
        record_change(case=case, response=response, now=now)
        if case.is_held and response.wants_contact:
            take_out_case(case=case, reason="", by=None, now=now)
        if not case.is_open and needs_case(response.score, response.wants_contact):
            notify(case=reopen_case(case=case, by=None, now=now), now=now, again=response)
    elif (look := _second_look(response)) is not None:
        opened = take_second_answer(look=look, response=response, now=now)
    else:
        rule = rule_for(response, rules_of(response.organisation))
        if rule is not None or needs_case(response.score, response.wants_contact):
            opened = _open(response, rule, now)
    response.triaged_at = now
    response.save(update_fields=["triaged_at"])
    return opened


def _open(response: Response, rule: OpeningRule | None, now: datetime) -> Case:
    """A new case, which the lot may hold back: then it is nobody's, and nobody is told."""
    lot = lot_for(response, rule, now=now)
    owner = None if lot == Case.Lot.HELD else choose_owner(response=response, rule=rule)
    opened = open_case(response=response, owner=owner, now=now, rule=rule, lot=lot)
    notify(case=opened, now=now)
    return opened


def _second_look(response: Response) -> SecondLook | None:
    """The asking again that this answers, if it answers one."""
    if response.invitation_id is None:
        return None
    looks = SecondLook.objects.of(response.organisation)
    return looks.filter(invitation_id=response.invitation_id).first()
