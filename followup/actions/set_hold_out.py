import secrets
from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from followup.models import HoldOut


@transaction.atomic
def set_hold_out(*, organisation: Organisation, percent: int, by: User, now: datetime) -> HoldOut | None:
    """Hold back this share of unhappy answers by lot from now on; 0 turns it off.

    Cases that are held back stay so until somebody takes them out: what has begun is read to its end.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    rows = HoldOut.objects.of(organisation)
    found = rows.first()
    if (found.percent if found else 0) == percent:
        return found
    if not percent:
        rows.delete()
        kept = None
    elif found:
        found.percent = percent
        found.save(update_fields=["percent"])
        kept = found
    else:
        kept = HoldOut.objects.create(
            organisation=organisation, percent=percent, seed=secrets.randbits(62), started_at=now
        )
    write_event(
        organisation=organisation,
        verb="hold_out.saved",
        subject=organisation,
        by=by,
        now=now,
        data={"percent": percent},
    )
    return kept
