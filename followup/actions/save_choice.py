from datetime import datetime
from typing import TypeVar

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from followup.models import Cause, Team
from followup.models.choice import Choice

C = TypeVar("C", bound=Choice)


class NameTaken(Exception):
    """The organisation's list has an entry of that name, perhaps a retired one."""


class TooDeep(Exception):
    """A cause has two levels: the wider one would stand below another, or has narrower ones below it."""


@transaction.atomic
def save_choice(
    *,
    choice: C,
    name: str,
    by: User,
    now: datetime,
    parent: Cause | None = None,
    playbook: str = "",
    routing: str = "",
    to_team: Team | None = None,
    to_department: str = "",
) -> C:
    """Add an entry to its organisation's list, or change it: closed cases show its new name, their history the old.

    `parent` and what follows are a cause's. Raises NameTaken and TooDeep.
    """
    organisation, kind = choice.organisation, type(choice)
    # Two people changing the list at once: the second waits here and is then told.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if kind.objects.of(organisation).filter(name__iexact=name).exclude(pk=choice.pk).exists():
        raise NameTaken
    choice.name = name
    if isinstance(choice, Cause):
        if parent is not None and (parent.parent_id or parent == choice or _has_narrower(choice)):
            raise TooDeep
        choice.parent, choice.playbook = parent, playbook
        choice.routing, choice.to_team, choice.to_department = routing, to_team, to_department
    choice.save()
    write_event(
        organisation=organisation, verb=f"{kind._meta.model_name}.saved", subject=choice, by=by, now=now
    )
    return choice


def _has_narrower(cause: Cause) -> bool:
    return cause.pk is not None and Cause.objects.of(cause.organisation).filter(parent=cause).exists()
