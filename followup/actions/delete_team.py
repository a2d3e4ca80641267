from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.models import Team


@transaction.atomic
def delete_team(*, team: Team, by: User, now: datetime) -> None:
    """Take a team away. Its cases keep their owners; its rules give cases to the survey's person again."""
    write_event(organisation=team.organisation, verb="team.deleted", subject=team, by=by, now=now)
    team.delete()
