from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from surveys.actions.check_readiness import check_readiness
from surveys.actions.launch_campaign import CannotLaunch
from surveys.models import Experiment, Survey, Trigger
from surveys.rules.ways import Offer


@transaction.atomic
def start_trigger(
    *,
    organisation: Organisation,
    survey: Survey,
    event_name: str,
    delay_hours: int,
    conditions: list[dict[str, str]],
    experiment: Experiment | None,
    offer: str = Offer.EMAIL,
    by: User,
    now: datetime,
) -> Trigger:
    """Ask after each event of this name that comes in from now on. Raises CannotLaunch."""
    missing = check_readiness(organisation=organisation, survey=survey, offer=offer)
    if missing:
        raise CannotLaunch(missing)
    trigger: Trigger = Trigger.objects.create(
        organisation=organisation,
        survey=survey,
        event_name=event_name,
        delay_hours=delay_hours,
        conditions=conditions,
        experiment=experiment,
        offer=offer,
        started_at=now,
        started_by=by,
    )
    write_event(organisation=organisation, verb="trigger.started", subject=trigger, by=by, now=now)
    return trigger
