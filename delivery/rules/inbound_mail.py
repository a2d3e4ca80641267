"""Read a mail that somebody wrote to us: what it says, what it answers, whether a person wrote it."""

import hashlib
import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from delivery.rules.plain_text import plain_text
from delivery.rules.quoting import split_quoted
from delivery.rules.reports import ADDRESS_HEADERS

LONGEST_TEXT = 20_000
LONGEST_LINE = 300
MOST_NAMES = 20
_ID = re.compile(r"<[^<>\s]{1,250}>")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MACHINES = re.compile(r"(?:mailer-daemon|postmaster|no-?reply|bounces?)(?:[+.-].*)?\Z", re.IGNORECASE)
_ANSWERS_BY_ITSELF = ("X-Autoreply", "X-Autorespond", "X-Autoresponder")
_PRECEDENCE = {"auto_reply", "auto-reply", "bulk", "junk", "list"}


@dataclass(frozen=True, kw_only=True)
class InboundMail:
    """A mail as far as we keep it. Attachments are named and not kept; HTML never gets this far."""

    message_id: str
    sender: str  # an address, in small letters
    addressed_to: str  # all that says where it went, for the reference in it
    subject: str
    text: str
    quoted: str
    answers: tuple[str, ...]  # the Message-IDs it refers to
    attachments: tuple[str, ...]
    is_automatic: bool


def read_mail(raw: bytes, *, envelope: str = "") -> InboundMail:
    """Take a mail apart; `envelope` is where it was delivered, if whoever brought it knows."""
    mail = message_from_bytes(raw, policy=policy.default)
    sender = parseaddr(str(mail.get("From", "")))[1].strip().lower()
    to = [envelope, *(str(value) for name in (*ADDRESS_HEADERS, "Cc") for value in mail.get_all(name, []))]
    text, quoted = split_quoted(_words(mail))
    return InboundMail(
        message_id=_message_id(mail, raw),
        sender=sender[:254],
        addressed_to=" ".join(to),
        subject=_line(str(mail.get("Subject", ""))),
        text=text[:LONGEST_TEXT],
        quoted=quoted[:LONGEST_TEXT],
        answers=tuple(_ID.findall(f"{mail.get('In-Reply-To', '')} {mail.get('References', '')}")),
        attachments=_attachments(mail),
        is_automatic=_is_automatic(mail, sender),
    )


def _message_id(mail: EmailMessage, raw: bytes) -> str:
    found = _ID.search(str(mail.get("Message-ID", "")))
    return found.group() if found else f"<{hashlib.sha256(raw).hexdigest()}@no.message.id>"


def _words(mail: EmailMessage) -> str:
    for kind in ("plain", "html"):
        part = mail.get_body((kind,))
        if part is None:
            continue
        content = part.get_payload(decode=True)
        raw = content if isinstance(content, bytes) else b""
        text = _decoded(raw, part.get_content_charset("utf-8"))
        text = _CONTROLS.sub("", plain_text(text) if kind == "html" else text)
        if text.strip():
            return text
    return ""


def _decoded(raw: bytes, charset: str) -> str:
    try:
        return raw.decode(charset, "replace")
    except LookupError:  # a charset nobody knows
        return raw.decode("utf-8", "replace")


def _attachments(mail: EmailMessage) -> tuple[str, ...]:
    names = [_line(str(part.get_filename() or part.get_content_type())) for part in mail.iter_attachments()]
    return tuple(names[:MOST_NAMES])


def _is_automatic(mail: EmailMessage, sender: str) -> bool:
    """An absence note, a receipt, a report of a mail server, a newsletter: nobody who expects an answer."""
    said = {
        name: str(mail.get(name, "")).strip().lower()
        for name in ("Auto-Submitted", "Precedence", "Return-Path")
    }
    return (
        said["Auto-Submitted"].split(";")[0].strip() not in {"", "no"}
        or any(name in mail for name in _ANSWERS_BY_ITSELF)
        or said["Precedence"] in _PRECEDENCE
        or said["Return-Path"] == "<>"
        or "List-Id" in mail
        or mail.get_content_type() == "multipart/report"
        or _MACHINES.match(sender.partition("@")[0]) is not None
    )


def _line(text: str) -> str:
    return _CONTROLS.sub("", " ".join(text.split()))[:LONGEST_LINE]
