from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from followup.models import SavedReply


class ReplyNameTaken(Exception):
    """There is a saved reply of that name in that language."""


@transaction.atomic
def save_reply(
    *, reply: SavedReply, name: str, language: str, text: str, by: User, now: datetime
) -> SavedReply:
    """Add a saved reply, or change it. Raises ReplyNameTaken."""
    organisation = reply.organisation
    # Two people saving the same name at once: the second waits here and is then told.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    same = SavedReply.objects.of(organisation).filter(name__iexact=name, language=language)
    if same.exclude(pk=reply.pk).exists():
        raise ReplyNameTaken
    reply.name, reply.language, reply.text = name, language, text
    reply.save()
    write_event(organisation=organisation, verb="saved_reply.saved", subject=reply, by=by, now=now)
    return reply
