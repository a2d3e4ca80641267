from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User


@transaction.atomic
def update_organisation(
    *,
    organisation: Organisation,
    name: str,
    time_zone: str,
    region: str,
    sender_name: str,
    postal_address: str,
    answer_proof: str,
    currency: str = "",
    by: User,
    now: datetime,
) -> Organisation:
    """Change what an organisation says about itself. The journal keeps which fields changed, not their values."""
    values = {
        "name": name,
        "time_zone": time_zone,
        "region": region,
        "sender_name": sender_name,
        "postal_address": postal_address,
        "answer_proof": answer_proof,
        "currency": currency,
    }
    changed = [field for field, value in values.items() if getattr(organisation, field) != value]
    if not changed:
        return organisation
    for field in changed:
        setattr(organisation, field, values[field])
    organisation.save(update_fields=changed)
    write_event(
        organisation=organisation,
        verb="organisation.updated",
        subject=organisation,
        by=by,
        now=now,
        data={"fields": changed},
    )
    return organisation
