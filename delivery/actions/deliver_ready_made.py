from base64 import b64decode
from email.utils import parseaddr

from django.conf import settings

from delivery.actions.deliver import deliver
from delivery.models import OutboundMessage
from delivery.transports.identity import identity_of
from delivery.transports.mime import Mail

Kind = OutboundMessage.Kind
# Of what no person wrote.
HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def deliver_ready_made(*, limit_seconds: float = 50) -> int:
    """Send the mails that carry their content: of staff and to staff, about accounts, and tests. Returns how many."""
    return deliver(
        kinds=[Kind.STAFF, Kind.ACCOUNT, Kind.TEST, Kind.REPLY], render=_mail, limit_seconds=limit_seconds
    )


def _mail(message: OutboundMessage) -> Mail:
    payload = message.payload
    # Only the name is the caller's to choose: another address would not pass as ours (SPF, DMARC).
    default_name = parseaddr(settings.DEFAULT_FROM_EMAIL)[0]
    name = payload.get("from_name") or parseaddr(payload.get("from") or "")[0] or default_name
    headers = {**({} if message.kind == Kind.REPLY else HEADERS), **payload.get("headers", {})}
    if payload.get("reply_to"):
        headers["Reply-To"] = payload["reply_to"]
    return Mail(
        sender_name=name,
        sender_address=identity_of(message.transport).address,
        recipient=message.recipient,
        subject=" ".join(payload["subject"].split()),
        text=payload["text"],
        html=payload.get("html", ""),
        headers=headers,
        images={name: b64decode(png) for name, png in payload.get("images", {}).items()},
    )
