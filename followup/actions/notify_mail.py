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
from followup.queries.calendar import escalation_owner, settings_of


@transaction.atomic
def notify_mail(*, case: Case, event: CaseEvent, now: datetime) -> OutboundMessage | None:
    """Put a mail about what the customer wrote into the ledger: to the case's owner, in the owner's language.

    Of a case that is nobody's, whoever looks after what stays overdue hears. None where there is nobody.
    """
    to = case.owner or escalation_owner(settings_of(case.organisation))
    if to is None:
        return None
    path = reverse("followup:case", args=[case.organisation.slug, case.pk])
    fields: dict[str, Any] = {
        "case": case,
        "contact": case.contact,
        "organisation": case.organisation,
        "text": event.text,
        "attachments": event.data.get("attachments", []),
        "url": f"{settings.SITE_URL}{path}",
    }
    with translation.override(to.language):
        payload = {
            "subject": " ".join(
                render_to_string("emails/followup/customer_wrote.subject.txt", fields).split()
            ),
            "text": render_to_string("emails/followup/customer_wrote.txt", fields),
            "html": render_to_string("emails/followup/customer_wrote.html", fields),
        }
    return enqueue(
        kind=OutboundMessage.Kind.STAFF,
        policy=OutboundMessage.Policy.RESEND,
        dedup_key=f"case:{case.pk}:wrote:{event.pk}",
        recipient=to.email,
        organisation=case.organisation,
        reference=f"case:{case.pk}",
        payload=payload,
        now=now,
    )
