from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from reports.models import SavedView


@transaction.atomic
def delete_view(*, view: SavedView, by: User, now: datetime) -> None:
    """Delete a saved view with its link and its mails. The answers it was about stay."""
    write_event(organisation=view.organisation, verb="saved_view.deleted", subject=view, by=by, now=now)
    view.delete()
