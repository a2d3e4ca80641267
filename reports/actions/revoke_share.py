from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from reports.models import SavedView


@transaction.atomic
def revoke_share(*, view: SavedView, by: User, now: datetime) -> None:
    """Take the link back: it never works again, and a later one is another."""
    if view.token is None:
        return
    view.token = view.token_until = None
    view.shows_comments = False
    view.save(update_fields=["token", "token_until", "shows_comments"])
    write_event(organisation=view.organisation, verb="saved_view.revoked", subject=view, by=by, now=now)
