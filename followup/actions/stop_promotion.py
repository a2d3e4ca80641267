from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.models import Promotion


@transaction.atomic
def stop_promotion(*, promotion: Promotion, by: User, now: datetime) -> bool:
    """Nothing more of it leaves; False where it was stopped before."""
    rows = Promotion.objects.of(promotion.organisation).select_for_update(no_key=True)
    row = rows.get(pk=promotion.pk)
    if row.state == Promotion.State.STOPPED:
        return False
    row.state = Promotion.State.STOPPED
    row.save(update_fields=["state"])
    write_event(organisation=row.organisation, verb="offer.stopped", subject=row, by=by, now=now)
    return True
