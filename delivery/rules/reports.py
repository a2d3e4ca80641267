"""Read what mail servers send back: delivery reports (RFC 3464) and complaints (RFC 5965)."""

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from delivery.rules.bounces import News, news_of_status

# Where the address the report came back to, and so the reference in it, may stand.
ADDRESS_HEADERS = ("To", "Delivered-To", "X-Original-To", "Envelope-To")
LONGEST_DETAIL = 300


@dataclass(frozen=True)
class Report:
    """What happened, said about a mail that is named somewhere in `about`."""

    news: News
    about: str
    detail: str


def read_report(raw: bytes) -> Report | None:
    """The report a mail contains; None for everything else, such as replies of people and of machines."""
    mail = message_from_bytes(raw, policy=policy.default)
    if mail.get_content_type() != "multipart/report":
        return None
    about = [str(value) for name in ADDRESS_HEADERS for value in mail.get_all(name, [])]
    for fields in _fields(mail):
        about += [fields.get("original-mail-from", "")]
        if fields.get("feedback-type", "").lower() in {"abuse", "fraud"}:
            return Report(News.COMPLAINT, " ".join(about), fields.get("user-agent", ""))
        news = news_of_status(fields.get("action", "").lower(), fields.get("status", ""))
        if news is not None:
            detail = fields.get("diagnostic-code") or fields.get("status", "")
            return Report(news, " ".join(about), " ".join(detail.split())[:LONGEST_DETAIL])
    return None


def _fields(mail: EmailMessage) -> Iterator[dict[str, str]]:
    """The groups of fields of the machine-readable parts."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            yield from (_as_dict(group) for group in part.get_payload() if isinstance(group, Message))
        elif part.get_content_type() == "message/feedback-report":
            payload = part.get_payload()
            group = payload[0] if isinstance(payload, list) else _parse(part)
            if isinstance(group, Message):
                yield _as_dict(group)


def _parse(part: Message) -> Message:
    content = part.get_payload(decode=True)
    return message_from_bytes(content if isinstance(content, bytes) else b"")


def _as_dict(group: Message) -> dict[str, str]:
    return {name.lower(): str(value).strip() for name, value in group.items()}
