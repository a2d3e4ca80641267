from django.db import transaction

from accounts.models import Organisation
from responses.models import ThemeSettings


@transaction.atomic
def next_edition(*, organisation: Organisation) -> ThemeSettings:
    """Lock an organisation's themes for a change, after which every comment is read again."""
    settings, _ = ThemeSettings.objects.select_for_update().get_or_create(organisation=organisation)
    settings.changes += 1
    settings.save(update_fields=["changes"])
    return settings
