from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from reports.models import Recipient, SavedView
from reports.rules.report_times import next_morning


@transaction.atomic
def schedule_view(
    *, view: SavedView, frequency: str, recipients: Sequence[str], by: User, now: datetime
) -> SavedView:
    """Mail the view to these addresses from the next morning on; without a frequency to nobody any more."""
    wanted = list(dict.fromkeys(recipients)) if frequency else []
    view.frequency = frequency if wanted else SavedView.Frequency.NEVER
    view.next_at = next_morning(frequency, after=now, zone=view.organisation.zone) if view.frequency else None
    view.save(update_fields=["frequency", "next_at"])
    rows = Recipient.objects.of(view.organisation).filter(view=view)
    rows.exclude(email__in=wanted).delete()
    here = set(rows.values_list("email", flat=True))
    Recipient.objects.bulk_create(
        [
            Recipient(organisation=view.organisation, view=view, email=email)
            for email in wanted
            if email not in here
        ]
    )
    data = {"frequency": view.frequency, "recipients": len(wanted)}
    write_event(
        organisation=view.organisation, verb="saved_view.scheduled", subject=view, by=by, now=now, data=data
    )
    return view
