from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from nps_app.lib.tokens import mail_token
from reports.models import SavedView


@transaction.atomic
def share_view(
    *, view: SavedView, shows_comments: bool, until: datetime | None, by: User, now: datetime
) -> SavedView:
    """Let whoever has the link read the view; a link that works already stays, with the new choices."""
    if not view.is_shared(now):
        view.token = mail_token()
    view.shows_comments, view.token_until = shows_comments, until
    view.save(update_fields=["token", "token_until", "shows_comments"])
    write_event(organisation=view.organisation, verb="saved_view.shared", subject=view, by=by, now=now)
    return view
