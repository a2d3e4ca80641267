from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings

from delivery.actions.note_success import note_success
from delivery.models import Transport
from delivery.transports.carrier import CarrierError, ConnectionLost, Parcel, Refused
from delivery.transports.carriers import real_carrier_of
from delivery.transports.identity import identity_of
from delivery.transports.mime import Mail, ascii_address
from nps_app.lib.tokens import mail_token

WAIT = 10  # seconds a server may stay silent: somebody sits before the page
HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


@dataclass(frozen=True)
class Trial:
    """How it went. `cause`: why not, as delivery/templatetags/transport_words.py knows it; empty: it was taken."""

    cause: str = ""
    answer: str = ""

    @property
    def was_taken(self) -> bool:
        return not self.cause


def try_transport(*, transport: Transport, to: str, subject: str, text: str, now: datetime) -> Trial:
    """Send one mail by an organisation's way out at once, past the ledger, to hear what the other side says.

    A mail that is taken closes the breaker. Nothing else is written, so there is no event.
    """
    identity = identity_of(transport)
    mail = Mail(
        sender_name=parseaddr(settings.DEFAULT_FROM_EMAIL)[0],
        sender_address=identity.address,
        recipient=to,
        subject=subject,
        text=text,
        headers=HEADERS,
    )
    message_id = f"<{mail_token()}@{identity.domain}>"
    parcel = Parcel(
        recipient=ascii_address(to),
        body=mail.as_bytes(message_id=message_id, date=now),
        reference="0-trial",
        message_id=message_id,
    )
    try:
        with real_carrier_of(transport, wait=WAIT) as carrier:
            carrier.send(parcel, lambda: True)
    except (ConnectionLost, Refused) as error:
        return Trial(error.cause, str(error))
    except CarrierError as error:
        return Trial("no_answer", str(error))
    if transport.failures or transport.is_down:
        note_success(transport=transport)
    return Trial()
