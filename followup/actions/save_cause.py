from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from followup.models import Cause


class CauseNameTaken(Exception):
    """The organisation has a cause of that name, perhaps a retired one."""


@transaction.atomic
def save_cause(
    *,
    organisation: Organisation,
    name: str,
    by: User,
    now: datetime,
    cause: Cause | None = None,
) -> Cause:
    """Add a cause, or give `cause` another name: closed cases show the new one, their history the old one."""
    # Two people adding the same name at once: the second waits here and is then told.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    same = Cause.objects.of(organisation).filter(name__iexact=name)
    if same.exclude(pk=cause.pk if cause else None).exists():
        raise CauseNameTaken
    if cause is None:
        cause = Cause(organisation=organisation)
    cause.name = name
    cause.save()
    write_event(organisation=organisation, verb="cause.saved", subject=cause, by=by, now=now)
    return cause
