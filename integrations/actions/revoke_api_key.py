from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from integrations.models import ApiKey


@transaction.atomic
def revoke_api_key(*, key: ApiKey, by: User, now: datetime) -> bool:
    """Let the key open nothing any more; False when it was revoked before."""
    row = ApiKey.objects.of(key.organisation).select_for_update().get(pk=key.pk)
    if row.revoked_at is not None:
        return False
    row.revoked_at = now
    row.save(update_fields=["revoked_at"])
    write_event(organisation=row.organisation, verb="api_key.revoked", subject=row, by=by, now=now)
    return True
