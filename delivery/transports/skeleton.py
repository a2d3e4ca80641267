"""A mail written once for many people: all but a few slots is composed, styled and encoded beforehand.

Composing and encoding a mail costs milliseconds, filling a skeleton microseconds. Text around a slot is encoded
up to it and from it on; a soft line break (RFC 2045, 6.7) on either side keeps the value on lines of its own.
"""

import binascii
import hashlib
import html
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.utils import format_datetime

from delivery.transports.mime import POLICY, Mail, ascii_address

LINE = 76
# Letters and digits no text contains by chance: they pass through templates, inlined styles and addresses unchanged.
_SALT = secrets.token_hex(8)
_MARKER = re.compile(rf"x{_SALT}z([a-z]+?)z")
_PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,120}")
_PART = 'Content-Type: text/{}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'


def slot(name: str) -> str:
    """What stands in a mail where `name`'s value is to stand. Names are small letters."""
    return f"x{_SALT}z{name}z"


class Skeleton:
    """A mail with slots in its subject, texts or headers, ready to be filled."""

    def __init__(self, mail: Mail) -> None:
        sender = str(Address(mail.sender_name, addr_spec=mail.sender_address))
        headers = {"Subject": mail.subject, **mail.headers}
        self._personal = {name: value for name, value in headers.items() if _MARKER.search(value)}
        fixed = [("From", sender), *(item for item in headers.items() if item[0] not in self._personal)]
        self._fixed = "".join(_folded(name, value) for name, value in fixed)
        self._text = _pieces(mail.text)
        self._html = _pieces(mail.html)

    def fill(self, recipient: str, values: Mapping[str, str]) -> "Filled":
        """The mail of one person."""
        return Filled(recipient=recipient, skeleton=self, values=values)

    def as_bytes(self, recipient: str, values: Mapping[str, str], message_id: str, date: datetime) -> bytes:
        """The whole mail. The same arguments give the same bytes."""
        boundary = hashlib.sha256(message_id.encode()).hexdigest()[:32]
        personal = "".join(_folded(name, _filled(text, values)) for name, text in self._personal.items())
        head = (
            f"{self._fixed}{personal}{_to(recipient)}Date: {format_datetime(date)}\r\nMessage-ID: {message_id}\r\n"
            f'MIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n boundary="{boundary}"\r\n\r\n'
        )
        encoded = {name: _quoted(value) for name, value in values.items()}
        escaped = {name: _quoted(html.escape(value)) for name, value in values.items()}
        return b"".join(
            [
                f"{head}--{boundary}\r\n{_PART.format('plain')}".encode("ascii"),
                *_joined(self._text, encoded),
                f"\r\n--{boundary}\r\n{_PART.format('html')}".encode("ascii"),
                *_joined(self._html, escaped),
                f"\r\n--{boundary}--\r\n".encode("ascii"),
            ]
        )


@dataclass(frozen=True, kw_only=True)
class Filled:
    """One person's mail: a skeleton and what goes into its slots."""

    recipient: str
    skeleton: Skeleton
    values: Mapping[str, str]

    def as_bytes(self, *, message_id: str, date: datetime) -> bytes:
        """The mail as it goes over the wire."""
        return self.skeleton.as_bytes(self.recipient, self.values, message_id, date)


def _folded(name: str, value: str) -> str:
    """One header as it goes over the wire; raises ValueError where it holds a line break."""
    return str(POLICY.fold(*POLICY.header_store_parse(name, value)))


def _to(recipient: str) -> str:
    address = ascii_address(recipient)
    return f"To: {address}\r\n" if _PLAIN_ADDRESS.fullmatch(address) else _folded("To", address)


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _MARKER.sub(lambda match: values[match.group(1)], text)


def _pieces(text: str) -> list[bytes | str]:
    """Encoded text and names of slots, in turn."""
    found = _MARKER.split(text)
    return [
        piece if index % 2 else _soft_ends(_quoted(piece), index > 0, index < len(found) - 1)
        for index, piece in enumerate(found)
    ]


def _soft_ends(piece: bytes, before: bool, after: bool) -> bytes:
    return (b"=\r\n" if before else b"") + piece + (b"=\r\n" if after and piece else b"")


def _joined(pieces: list[bytes | str], values: Mapping[str, bytes]) -> list[bytes]:
    return [piece if isinstance(piece, bytes) else values[piece] for piece in pieces]


def _quoted(text: str) -> bytes:
    """Quoted-printable with CRLF, its last line short enough for one more `=`."""
    plain = text.replace("\r\n", "\n").encode()
    encoded = binascii.b2a_qp(plain, istext=True).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    start = encoded.rfind(b"\n") + 1
    if len(encoded) - start < LINE:
        return encoded
    cut = start + LINE - 6
    while b"=" in encoded[cut - 2 : cut]:
        cut -= 1
    return encoded[:cut] + b"=\r\n" + encoded[cut:]
