from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from responses.models import OwnTheme

MOST = 30


class ThemeRefused(Exception):
    """There is a theme of that name already ("taken"), or there are too many ("many")."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def create_own_theme(*, organisation: Organisation, name: str, by: User, now: datetime) -> OwnTheme:
    """A theme of an organisation's own. Comments are read for it once it has been shown what it is about."""
    if OwnTheme.objects.of(organisation).count() >= MOST:
        raise ThemeRefused("many")
    try:
        with transaction.atomic():
            theme = OwnTheme.objects.create(organisation=organisation, name=name, created_at=now)
    except IntegrityError:
        raise ThemeRefused("taken") from None
    write_event(organisation=organisation, verb="theme.created", subject=theme, by=by, now=now)
    return theme
