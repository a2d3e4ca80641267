from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from delivery.actions.enqueue import enqueue
from delivery.models import OutboundMessage
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
    owner, organisation = case.owner, case.organisation
    if owner is None or case.response.is_sample:
        return None
    path = reverse("followup:case", args=[organisation.slug, case.pk])
    fields: dict[str, Any] = {
        "case": case,
        "response": again or case.response,
        "again": again,
        "contact": case.contact,
        "organisation": organisation,
        "owner": owner,
        "assigned": assigned,
        "url": f"{settings.SITE_URL}{path}",
    }
    with translation.override(owner.language):
        if case.due_at is not None:
            due_at = case.due_at.astimezone(organisation.zone)
            fields["due"] = formats.day_and_time(due_at, organisation.region)
        payload = {
            "subject": " ".join(render_to_string("emails/followup/case_opened.subject.txt", fields).split()),
            "text": render_to_string("emails/followup/case_opened.txt", fields),
            "html": render_to_string("emails/followup/case_opened.html", fields),
        }
    return enqueue(
        kind=OutboundMessage.Kind.STAFF,
        policy=OutboundMessage.Policy.RESEND,
        dedup_key=f"case:{case.pk}:{_occasion(assigned, again)}",
        recipient=owner.email,
        organisation=organisation,
        reference=f"case:{case.pk}",
        payload=payload,
        now=now,
    )


def _occasion(assigned: CaseEvent | None, again: Response | None) -> str:
    if assigned is not None:
        return f"assigned:{assigned.pk}"
    if again is not None:
        return f"again:{again.pk}:{again.updated_at.timestamp()}"
    return "opened"
