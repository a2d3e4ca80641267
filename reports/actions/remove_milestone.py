from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from reports.models import Milestone


@transaction.atomic
def remove_milestone(*, milestone: Milestone, by: User, now: datetime) -> None:
    """Take a milestone off the trend."""
    organisation = milestone.organisation
    write_event(organisation=organisation, verb="milestone.removed", subject=milestone, by=by, now=now)
    milestone.delete()
