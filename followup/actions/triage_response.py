from datetime import datetime

from django.db import transaction

from accounts.models import User
from followup.actions.notify import notify
from followup.actions.open_case import open_case
from followup.actions.record_change import record_change
from followup.actions.reopen_case import reopen_case
from followup.actions.share_out import share_out
from followup.actions.take_second_answer import take_second_answer
from followup.models import Case, OpeningRule, SecondLook
from followup.queries.case_workers import fallback_owner, may_work
from followup.queries.opening import rule_for, rules_of
from followup.rules.routing import needs_case
from responses.models import Response


@transaction.atomic
def triage_response(*, response_id: int, now: datetime) -> Case | None:
    """Decide what one untriaged answer needs, and note that it has been decided, in one transaction.

    An answer that a rule catches, or an unhappy one, opens a case and tells its owner. An answer that has a case
    already was changed by the customer: the case's history says so, and a closed case of somebody who is unhappy
    again is opened again. So it is with a case whose customer was asked again. Returns the case that was opened.
    Does nothing with a sample, and
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
    case = (
        Case.objects.of(response.organisation).filter(response=response).select_related("merged_into").first()
    )
    case = (case and case.merged_into) or case
    if case is not None:
        record_change(case=case, response=response, now=now)
        if not case.is_open and needs_case(response.score, response.wants_contact):
            notify(case=reopen_case(case=case, by=None, now=now), now=now, again=response)
    elif (look := _second_look(response)) is not None:
        opened = take_second_answer(look=look, response=response, now=now)
    else:
        rule = rule_for(response, rules_of(response.organisation))
        if rule is not None or needs_case(response.score, response.wants_contact):
            opened = open_case(response=response, owner=_owner(response, rule), now=now, rule=rule)
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


def _owner(response: Response, rule: OpeningRule | None) -> User | None:
    """Whom the rule names; else the survey's owner of detractors, or an owner of the organisation."""
    if rule is not None:
        named = share_out(team=rule.team) if rule.team else rule.owner
        if named is not None and may_work(response.organisation, named):
            return named
    owner = response.survey.detractor_owner
    if owner is not None and may_work(response.organisation, owner):
        return owner
    return fallback_owner(response.organisation)
