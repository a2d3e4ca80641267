from datetime import date, datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from contacts.models import Contact


@transaction.atomic
def join_panel(*, contact: Contact, day: date, by: User | str, now: datetime) -> None:
    """A customer is glad to be asked more often, from this local day on. Twice changes nothing."""
    row = Contact.objects.of(contact.organisation).select_for_update(no_key=True).get(pk=contact.pk)
    if row.panel_since is None:
        row.panel_since = day
        row.save(update_fields=["panel_since"])
        write_event(organisation=row.organisation, verb="panel.joined", subject=row, by=by, now=now)
