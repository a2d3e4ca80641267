import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from email import policy
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import Policy
from email.utils import format_datetime
from typing import Protocol


class OneLineHeader(UnstructuredHeader):
    """A header with an address no mail program understands once it is folded or encoded."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined]


_headers = HeaderRegistry()
for _name in ("list-unsubscribe", "message-id"):
    _headers.map_to_type(_name, OneLineHeader)  # type: ignore[arg-type]
# 7 bit everywhere: any server takes it, and no relay needs to rewrite a signed body.
POLICY = policy.SMTP.clone(cte_type="7bit", max_line_length=76, header_factory=_headers)


class Composed(Protocol):
    """Whatever can be handed over: a Mail, or a skeleton that was filled (delivery/transports/skeleton.py)."""

    @property
    def recipient(self) -> str: ...

    def as_bytes(self, *, message_id: str, date: datetime) -> bytes: ...


@dataclass(frozen=True, kw_only=True)
class Mail:
    """A finished mail to one person, as whoever sends it hands it over."""

    sender_name: str = ""
    sender_address: str
    recipient: str
    subject: str
    text: str
    html: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    images: dict[str, bytes] = field(default_factory=dict)  # PNG by the name after "cid:" in the HTML part

    def as_bytes(self, *, message_id: str, date: datetime) -> bytes:
        """The mail as it goes over the wire."""
        return as_bytes(self, message_id=message_id, date=date)


def as_bytes(mail: Mail, *, message_id: str, date: datetime) -> bytes:
    """The mail as it goes over the wire. The same arguments give the same bytes, so a retry is identical.

    Raises ValueError where a header holds a line break or the recipient is no address.
    """
    message = EmailMessage(policy=POLICY)
    message["From"] = Address(mail.sender_name, addr_spec=mail.sender_address)
    message["To"] = Address(addr_spec=ascii_address(mail.recipient))
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(date)
    message["Message-ID"] = message_id
    for name, value in mail.headers.items():
        message[name] = value
    message.set_content(mail.text, cte="quoted-printable")
    if mail.html:
        message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
        message.set_boundary(_boundary(message_id))
        _add_images(message, mail, message_id)
    return message.as_bytes()


def _add_images(message: EmailMessage, mail: Mail, message_id: str) -> None:
    """Beside the HTML part, and shown inside it."""
    *_, html = message.iter_parts()
    assert isinstance(html, EmailMessage)
    for name, png in mail.images.items():
        html.add_related(png, "image", "png", cid=f"<{name}>", disposition="inline", filename=f"{name}.png")
    if mail.images:
        html.set_boundary(_boundary(f"{message_id} images"))


def _boundary(seed: str) -> str:
    """The same each time, so that a retry is identical."""
    return hashlib.sha256(seed.encode()).hexdigest()[:32]


def ascii_address(address: str) -> str:
    """The address with its domain in ASCII (müller.de becomes xn--mller-kva.de)."""
    local, at, domain = address.strip().rpartition("@")
    if not (local and at and domain and local.isascii() and local.isprintable() and " " not in local):
        raise ValueError(f"{address!r} is not an address mail can be sent to.")
    return f"{local}@{domain.encode('idna').decode()}"
