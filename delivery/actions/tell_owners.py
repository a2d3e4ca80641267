from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.models import Membership
from accounts.permissions import Permission
from delivery.actions.enqueue import enqueue
from delivery.models import Channel, OutboundMessage, Transport


@transaction.atomic
def tell_owners(*, transport: Transport, news: str, now: datetime) -> None:
    """Write to those who can mend an organisation's way out: it went "down", or is "up" again.

    Notices leave by the server's own settings, so that this one does not wait for what it is about.
    """
    organisation = transport.organisation
    if organisation is None:
        return
    page = "delivery:sms" if transport.channel == Channel.SMS else "delivery:transport"
    path = reverse(page, args=[organisation.slug])
    fields = {
        "organisation": organisation,
        "transport": transport,
        "url": f"{settings.SITE_URL}{path}",
    }
    for member in Membership.objects.of(organisation).select_related("user"):
        if not member.can(Permission.SETTINGS_EDIT):
            continue
        with translation.override(member.user.language):
            subject = render_to_string(f"emails/delivery/transport_{news}.subject.txt", fields)
            text = render_to_string(f"emails/delivery/transport_{news}.txt", fields)
        enqueue(
            kind=OutboundMessage.Kind.STAFF,
            policy=OutboundMessage.Policy.RESEND,
            dedup_key=f"transport:{transport.pk}:{news}:{now.timestamp():.0f}:{member.user_id}",
            recipient=member.user.email,
            organisation=organisation,
            reference=f"transport:{transport.pk}",
            payload={"subject": " ".join(subject.split()), "text": text},
            now=now,
        )
