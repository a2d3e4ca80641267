from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from delivery.actions.enqueue import enqueue
from delivery.models import OutboundMessage
from followup.models import Case


def mail_colleague(
    template: str, *, case: Case, to: User, occasion: str, fields: dict[str, Any], now: datetime
) -> OutboundMessage:
    """Put a mail about a case to a colleague, in their language, into the ledger: once for one occasion."""
    path = reverse("followup:case", args=[case.organisation.slug, case.pk])
    context = {
        "case": case,
        "organisation": case.organisation,
        "url": f"{settings.SITE_URL}{path}",
        **fields,
    }
    base = f"emails/followup/{template}"
    with translation.override(to.language):
        payload = {
            "subject": " ".join(render_to_string(f"{base}.subject.txt", context).split()),
            "text": render_to_string(f"{base}.txt", context),
            "html": render_to_string(f"{base}.html", context),
        }
    return enqueue(
        kind=OutboundMessage.Kind.STAFF,
        policy=OutboundMessage.Policy.RESEND,
        dedup_key=f"case:{case.pk}:{occasion}",
        recipient=to.email,
        organisation=case.organisation,
        reference=f"case:{case.pk}",
        payload=payload,
        now=now,
    )
