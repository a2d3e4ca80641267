from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from responses.actions.next_edition import next_edition
from responses.models import CommentTheme, OwnTheme, ThemeCorrection, ThemeModel, ThemeWord


@transaction.atomic
def delete_own_theme(*, theme: OwnTheme, by: User, now: datetime) -> None:
    """Take an own theme away with everything that was said and learned about it."""
    for model in (CommentTheme, ThemeCorrection, ThemeModel, ThemeWord):
        model.objects.of(theme.organisation).filter(theme=theme.key).delete()
    write_event(organisation=theme.organisation, verb="theme.deleted", subject=theme, by=by, now=now)
    next_edition(organisation=theme.organisation)
    theme.delete()
