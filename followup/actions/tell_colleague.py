from datetime import datetime
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from delivery.actions.enqueue import enqueue
from delivery.models import OutboundMessage
from followup.models import CaseEvent


class What(StrEnum):
    """What a colleague is told of."""

    MENTIONED = "mentioned"
    ESCALATED = "escalated"
    BACK = "back"  # the case was snoozed until now


@transaction.atomic
def tell_colleague(*, what: What, event: CaseEvent, to: User, now: datetime) -> OutboundMessage | None:
    """Mail a colleague, in their language, about one line of a case's history; None for sample data."""
    case = event.case
    if case.response.is_sample:
        return None
    path = reverse("followup:case", args=[case.organisation.slug, case.pk])
    fields: dict[str, Any] = {
        "what": str(what),
        "case": case,
        "response": case.response,
        "organisation": case.organisation,
        "by": event.by,
        "text": event.text,
        "url": f"{settings.SITE_URL}{path}",
    }
    with translation.override(to.language):
        payload = {
            "subject": " ".join(render_to_string("emails/followup/told.subject.txt", fields).split()),
            "text": render_to_string("emails/followup/told.txt", fields),
            "html": render_to_string("emails/followup/told.html", fields),
        }
    return enqueue(
        kind=OutboundMessage.Kind.STAFF,
        policy=OutboundMessage.Policy.RESEND,
        dedup_key=f"case:{case.pk}:{what}:{event.pk}:{to.pk}",
        recipient=to.email,
        organisation=case.organisation,
        reference=f"case:{case.pk}",
        payload=payload,
        now=now,
    )
