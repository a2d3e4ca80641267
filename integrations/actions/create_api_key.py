from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from integrations.models import ApiKey
from integrations.rules.api_keys import Scope, digest_of, new_key


@transaction.atomic
def create_api_key(
    *, organisation: Organisation, name: str, scopes: Sequence[Scope], by: User, now: datetime
) -> tuple[ApiKey, str]:
    """A new key and its text, which nobody can read again. It may do what `scopes` say and nothing else."""
    prefix, key = new_key()
    row: ApiKey = ApiKey.objects.create(
        organisation=organisation,
        name=name,
        prefix=prefix,
        digest=digest_of(key),
        scopes=[scope.value for scope in scopes],
        created_at=now,
        created_by=by,
    )
    write_event(organisation=organisation, verb="api_key.created", subject=row, by=by, now=now)
    return row, key
