import uuid
from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from contacts.models import Segment
from contacts.queries.audience import contacts_in
from surveys.actions.check_readiness import check_readiness
from surveys.models import AskingRules, Campaign, Experiment, Survey
from surveys.rules.readiness import Missing
from surveys.rules.sample import EVERYBODY, Sample
from surveys.rules.ways import Offer


class CannotLaunch(Exception):
    """Something is missing; `missing` says what."""

    def __init__(self, missing: list[Missing]) -> None:
        self.missing = missing
        super().__init__(", ".join(missing))


@transaction.atomic
def launch_campaign(
    *,
    organisation: Organisation,
    survey: Survey,
    segment: Segment | None,
    launch_key: uuid.UUID,
    by: User,
    now: datetime,
    sample: Sample = EVERYBODY,
    experiment: Experiment | None = None,
    offer: str = Offer.EMAIL,
    panel: bool = False,
) -> Campaign:
    """Start a send to a segment, or to everybody. The worker writes the invitations.

    `launch_key` comes from the form: pressing its button twice is one campaign. The segment's rules are kept
    as they are now. `experiment` is one of this survey, if any. Raises CannotLaunch or BadRules.
    """
    missing = check_readiness(organisation=organisation, survey=survey, offer=offer)
    if missing:
        raise CannotLaunch(missing)
    rules = segment.rules if segment else []
    contacts_in(organisation, rules)  # raises BadRules now rather than in the worker
    campaign: Campaign
    campaign, created = Campaign.objects.of(organisation).get_or_create(
        launch_key=launch_key,
        defaults={
            "organisation": organisation,
            "survey": survey,
            "version": survey.published,
            "offer": offer,
            "is_panel": panel,
            "segment": segment,
            "segment_name": segment.name if segment else "",
            "segment_rules": rules,
            "reminder_days": AskingRules.of(organisation).reminder_days,
            "experiment": experiment,
            "sample_percent": sample.percent,
            "sample_seed": sample.seed,
            "launched_at": now,
            "launched_by": by,
        },
    )
    if created:
        write_event(organisation=organisation, verb="campaign.launched", subject=campaign, by=by, now=now)
    return campaign
