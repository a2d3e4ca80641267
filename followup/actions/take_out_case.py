from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.actions.choose_owner import choose_owner
from followup.actions.notify import notify
from followup.actions.wind_clocks import wind_clocks
from followup.models import Case, CaseEvent
from followup.queries.calendar import settings_of


class NotHeld(Exception):
    """The case is not held back, or not any more."""


@transaction.atomic
def take_out_case(*, case: Case, reason: str, by: User | None, now: datetime) -> Case:
    """Work a case after all that the lot held back: its clocks start now, and the reason stays in its history.

    It is `by` who works it; None where the customer asked for it, and the rules choose as for a new case. What it
    is compared with does not change: it stays in the arm that it was drawn into. Raises NotHeld.
    """
    rows = Case.objects.of(case.organisation).select_for_update(of=("self",))
    case = rows.select_related(
        "organisation", "response__survey", "response__organisation", "rule__team"
    ).get(pk=case.pk)
    if not case.is_held:
        raise NotHeld
    promised = settings_of(case.organisation)
    case.is_held = False
    case.owner = by or choose_owner(response=case.response, rule=case.rule)
    case.team = case.rule.team if case.rule else None
    case.first_contact = (case.rule and case.rule.first_contact) or promised.first_contact
    case.resolution = (case.rule and case.rule.resolution) or promised.resolution
    case.clock_from = now
    wind_clocks(case=case, settings=promised)
    case.save()
    CaseEvent.objects.create(
        organisation=case.organisation,
        case=case,
        kind=CaseEvent.Kind.TAKEN_OUT,
        at=now,
        by=by,
        text=reason,
        data={"to": case.owner.pk if case.owner else None},
    )
    write_event(
        organisation=case.organisation, verb="case.taken_out", subject=case, by=by or "customer", now=now
    )
    if by is None:
        notify(case=case, now=now)
    return case
