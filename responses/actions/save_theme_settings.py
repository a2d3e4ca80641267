from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from responses.actions.next_edition import next_edition


@transaction.atomic
def save_theme_settings(
    *, organisation: Organisation, sector: str, hidden: Collection[str], by: User, now: datetime
) -> None:
    """Keep in which sector an organisation is and which themes it wants to do without."""
    settings = next_edition(organisation=organisation)
    settings.sector, settings.hidden = sector, sorted(hidden)
    settings.save(update_fields=["sector", "hidden"])
    write_event(organisation=organisation, verb="themes.saved", subject=settings, by=by, now=now)
