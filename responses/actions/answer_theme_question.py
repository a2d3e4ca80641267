from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from responses.models import OwnTheme, Response, ThemeCorrection


@transaction.atomic
def answer_theme_question(
    *, theme: OwnTheme, response: Response, is_about: bool, by: User, now: datetime
) -> None:
    """Keep one answer to "is this about it?". The same question answered twice is the second answer."""
    ThemeCorrection.objects.update_or_create(
        organisation=theme.organisation,
        response=response,
        theme=theme.key,
        defaults={"is_about": is_about, "by": by, "at": now},
    )
    write_event(organisation=theme.organisation, verb="comment.corrected", subject=response, by=by, now=now)
