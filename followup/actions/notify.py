from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation

from delivery.models import OutboundMessage
from followup.actions.mail_colleague import mail_colleague
from followup.models import Case, CaseEvent
from nps_app.lib import formats
from responses.models import Response


@transaction.atomic
def notify(
    *, case: Case, now: datetime, assigned: CaseEvent | None = None, again: Response | None = None
) -> OutboundMessage | None:
    """Put a mail to the case's owner, in the owner's language, into the ledger.

    `assigned` is the event that gave an open case to its owner, `again` the unhappy second answer that opened
    it again; without both the case has just been opened.
    Returns None when nobody owns the case, and for sample data.
    """
    owner = case.owner
    if owner is None or case.response.is_sample:
        return None
    fields: dict[str, Any] = {
        "response": again or case.response,
        "again": again,
        "contact": case.contact,
        "owner": owner,
        "assigned": assigned,
    }
    if case.due_at is not None:
        due_at = case.due_at.astimezone(case.organisation.zone)
        with translation.override(owner.language):
            fields["due"] = formats.day_and_time(due_at, case.organisation.region)
    occasion = _occasion(assigned, again)
    return mail_colleague("case_opened", case=case, to=owner, occasion=occasion, fields=fields, now=now)


def _occasion(assigned: CaseEvent | None, again: Response | None) -> str:
    if assigned is not None:
        return f"assigned:{assigned.pk}"
    if again is not None:
        return f"again:{again.pk}:{again.updated_at.timestamp()}"
    return "opened"
