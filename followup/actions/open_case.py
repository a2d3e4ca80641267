from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.actions.create_default_choices import create_default_choices
from followup.actions.set_callback import set_callback
from followup.actions.wind_clocks import wind_clocks
from followup.models import Case, CaseEvent, Cause, OpeningRule
from followup.queries.calendar import settings_of
from followup.queries.departments import department_of
from followup.queries.promise import wish_of
from responses.models import Response


@transaction.atomic
def open_case(
    *,
    response: Response,
    owner: User | None,
    now: datetime,
    rule: OpeningRule | None = None,
    lot: str = "",
) -> Case:
    """Open the case of an answer, with the first line of its history and its clocks.

    `rule` is the one that caught the answer: its team, and its clocks where it names some.
    `lot` is the arm of the hold-out: a case that is held back is nobody's and has no clocks.
    """
    held = lot == Case.Lot.HELD
    organisation = response.organisation
    promised = settings_of(organisation)
    case = Case(
        organisation=organisation,
        response=response,
        survey=response.survey,
        contact=response.contact,
        owner=None if held else owner,
        score=response.score,
        opened_at=now,
        rule=rule,
        team=rule.team if rule and not held else None,
        first_contact="" if held else (rule and rule.first_contact) or promised.first_contact,
        resolution="" if held else (rule and rule.resolution) or promised.resolution,
        lot=lot,
        department=department_of(response),
        is_held=held,
    )
    wind_clocks(case=case, settings=promised)
    case.save()
    CaseEvent.objects.create(
        organisation=organisation,
        case=case,
        kind=CaseEvent.Kind.OPENED,
        at=now,
        data={"score": response.score, "to": case.owner.pk if case.owner else None},
    )
    wish = wish_of(response) if response.wants_contact else None
    if wish is not None:
        case = set_callback(case=case, wish=wish, now=now)
    create_default_choices(organisation=organisation, kind=Cause)
    write_event(
        organisation=organisation,
        verb="case.opened",
        subject=case,
        by="system",
        now=now,
        data={"score": response.score, **({"lot": lot} if lot else {})},
    )
    return case
