from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from contacts.models import Segment


@transaction.atomic
def delete_segment(*, segment: Segment, by: User, now: datetime) -> None:
    """Delete a saved filter. Its contacts stay, and sends keep the rules they were launched with."""
    write_event(organisation=segment.organisation, verb="segment.deleted", subject=segment, by=by, now=now)
    segment.delete()
