from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from contacts.models import Contact


@transaction.atomic
def leave_panel(*, contact: Contact, by: User | str, now: datetime) -> None:
    """They are asked as seldom as everybody else again. Twice changes nothing."""
    row = Contact.objects.of(contact.organisation).select_for_update(no_key=True).get(pk=contact.pk)
    if row.panel_since is not None:
        row.panel_since = None
        row.save(update_fields=["panel_since"])
        write_event(organisation=row.organisation, verb="panel.left", subject=row, by=by, now=now)
