from datetime import datetime, timedelta

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from contacts.models import Contact, Standing
from followup.models import Case
from reports.models import SalesTouch

A_MOMENT = timedelta(minutes=1)


class OpenCase(Exception):
    """Something is open with this customer: first that, then selling."""


@transaction.atomic
def note_touch(*, contact: Contact, result: str, note: str = "", by: User, now: datetime) -> SalesTouch:
    """Write down that a seller turned to a customer, and what came of it. Raises OpenCase.

    The customer's row is locked: two clicks at once are one touch.
    """
    row = Contact.objects.of(contact.organisation).select_for_update(no_key=True).get(pk=contact.pk)
    if Case.objects.of(contact.organisation).open().filter(contact=row).exists():
        raise OpenCase
    same = SalesTouch.objects.of(contact.organisation).filter(contact=row, by=by, result=result, note=note)
    if found := same.filter(at__gt=now - A_MOMENT).first():
        return found
    standing = Standing.objects.of(contact.organisation).filter(contact=row).first()
    touch: SalesTouch = SalesTouch.objects.create(
        organisation=contact.organisation,
        contact=row,
        by=by,
        at=now,
        result=result,
        note=note,
        score=standing.score if standing else None,
    )
    write_event(organisation=contact.organisation, verb="sales.noted", subject=touch, by=by, now=now)
    return touch
