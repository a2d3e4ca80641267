from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.models import SavedReply


@transaction.atomic
def delete_reply(*, reply: SavedReply, by: User, now: datetime) -> None:
    """Take a saved reply away; mails written with it stay as they are."""
    write_event(organisation=reply.organisation, verb="saved_reply.deleted", subject=reply, by=by, now=now)
    reply.delete()
