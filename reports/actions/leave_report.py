from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from reports.models import Recipient, SavedView


@transaction.atomic
def leave_report(*, recipient: Recipient, now: datetime) -> None:
    """A recipient wants no more of these mails; without any left the view is mailed to nobody."""
    view, organisation = recipient.view, recipient.organisation
    write_event(organisation=organisation, verb="saved_view.left", subject=view, by="recipient", now=now)
    recipient.delete()
    if not Recipient.objects.of(organisation).filter(view=view).exists():
        view.frequency, view.next_at = SavedView.Frequency.NEVER, None
        view.save(update_fields=["frequency", "next_at"])
