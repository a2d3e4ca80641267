import secrets
from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from surveys.models import Experiment, Survey, SurveyVersion


@transaction.atomic
def create_experiment(
    *,
    organisation: Organisation,
    survey: Survey,
    differs: str,
    percent: int,
    texts: dict[str, dict[str, str]],
    version: SurveyVersion | None,
    by: User,
    now: datetime,
) -> Experiment:
    """Keep what B says. Nothing is sent by it: a send, a programme or a trigger takes it up."""
    experiment: Experiment = Experiment.objects.create(
        organisation=organisation,
        survey=survey,
        differs=differs,
        percent=percent,
        seed=secrets.randbelow(2_000_000_000),
        texts=texts,
        version=version,
        created_at=now,
    )
    write_event(organisation=organisation, verb="experiment.created", subject=experiment, by=by, now=now)
    return experiment
