from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.actions.write_event import write_event
from accounts.models import Membership
from accounts.permissions import Permission
from delivery.actions.enqueue import enqueue
from delivery.models import OutboundMessage
from integrations.models import WebhookEndpoint

MAIL = "emails/integrations/webhook_off"


@transaction.atomic
def switch_off_endpoint(*, endpoint: WebhookEndpoint, why: str, now: datetime) -> None:
    """Stop by ourselves, and tell those who manage the settings, once."""
    endpoint.forget_waiting()
    if endpoint.state == WebhookEndpoint.State.OFF:
        return
    endpoint.state, endpoint.off_reason = WebhookEndpoint.State.OFF, why
    endpoint.save(update_fields=["state", "off_reason"])
    write_event(
        organisation=endpoint.organisation,
        verb="webhook.switched_off",
        subject=endpoint,
        by="system",
        now=now,
        data={"reason": str(why)},
    )
    path = reverse("integrations:webhook", args=[endpoint.organisation.slug, endpoint.pk])
    fields = {"endpoint": endpoint, "url": f"{settings.SITE_URL}{path}"}
    for member in Membership.objects.of(endpoint.organisation).select_related("user"):
        if not member.can(Permission.SETTINGS_EDIT):
            continue
        with translation.override(member.user.language):
            subject = render_to_string(f"{MAIL}.subject.txt", fields)
            text = render_to_string(f"{MAIL}.txt", fields)
        enqueue(
            kind=OutboundMessage.Kind.STAFF,
            policy=OutboundMessage.Policy.RESEND,
            dedup_key=f"{endpoint.reference}:off:{int(now.timestamp())}:{member.user_id}",
            recipient=member.user.email,
            organisation=endpoint.organisation,
            reference=f"webhook:{endpoint.pk}",
            payload={"subject": " ".join(subject.split()), "text": text},
            now=now,
        )
