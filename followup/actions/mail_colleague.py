from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from delivery.actions.mail_staff import mail_staff
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
    return mail_staff(
        f"followup/{template}",
        to=to,
        fields=context,
        organisation=case.organisation,
        dedup_key=f"case:{case.pk}:{occasion}",
        reference=f"case:{case.pk}",
        now=now,
    )
