from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from followup.models import Team


class TeamNameTaken(Exception):
    """The organisation has a team of that name."""


@transaction.atomic
def save_team(*, team: Team, name: str, share: str, members: Iterable[User], by: User, now: datetime) -> Team:
    """Keep a team and who is in it. Raises TeamNameTaken."""
    organisation = team.organisation
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if Team.objects.of(organisation).filter(name__iexact=name).exclude(pk=team.pk).exists():
        raise TeamNameTaken
    team.name, team.share = name, share
    team.save()
    team.members.set(members)
    write_event(organisation=organisation, verb="team.saved", subject=team, by=by, now=now)
    return team
