from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from contacts.models import Segment
from contacts.queries.audience import contacts_in
from surveys.actions.check_readiness import check_readiness
from surveys.actions.launch_campaign import CannotLaunch
from surveys.models import Experiment, Programme, Survey
from surveys.rules.ways import Offer


@transaction.atomic
def start_programme(
    *,
    organisation: Organisation,
    survey: Survey,
    segment: Segment | None,
    period_days: int,
    stratum_property: str,
    experiment: Experiment | None = None,
    offer: str = Offer.EMAIL,
    by: User,
    now: datetime,
) -> Programme:
    """Begin to ask a segment, or everybody, a part each day. Raises CannotLaunch or BadRules."""
    missing = check_readiness(organisation=organisation, survey=survey, offer=offer)
    if missing:
        raise CannotLaunch(missing)
    rules = segment.rules if segment else []
    contacts_in(organisation, rules)  # raises BadRules now rather than in the worker
    programme: Programme = Programme.objects.create(
        organisation=organisation,
        survey=survey,
        offer=offer,
        segment=segment,
        segment_name=segment.name if segment else "",
        segment_rules=rules,
        period_days=period_days,
        stratum_property=stratum_property,
        experiment=experiment,
        started_at=now,
        started_by=by,
    )
    write_event(organisation=organisation, verb="programme.started", subject=programme, by=by, now=now)
    return programme
