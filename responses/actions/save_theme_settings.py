from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from responses.actions.next_edition import next_edition
from responses.models import OwnTheme


@transaction.atomic
def save_theme_settings(
    *,
    organisation: Organisation,
    sector: str,
    hidden: Collection[str],
    by_meaning: bool,
    by: User,
    now: datetime,
) -> None:
    """Keep in which sector an organisation is, which themes it wants to do without, and by what they are found."""
    settings = next_edition(organisation=organisation)
    if by_meaning != settings.by_meaning:
        settings.learned_at = None  # what corrections teach is tried again by the other means
    settings.sector, settings.hidden, settings.by_meaning = sector, sorted(hidden), by_meaning
    settings.save(update_fields=["sector", "hidden", "by_meaning", "learned_at"])
    if not by_meaning:
        OwnTheme.objects.of(organisation).update(name_vector=None)
    write_event(organisation=organisation, verb="themes.saved", subject=settings, by=by, now=now)
