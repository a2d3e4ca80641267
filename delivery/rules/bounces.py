"""What a report about a mail means, and when an address that keeps sending mails back gets a rest."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from delivery.rules.smtp_replies import ENHANCED

SOFT_BOUNCES = 3
WINDOW = timedelta(days=30)
REST = timedelta(days=30)


class News(StrEnum):
    """What somebody tells us about a mail after it has left."""

    DELIVERED = "delivered"
    HARD = "hard"  # nobody there: never write to this address again
    SOFT = "soft"  # full, too big, blocked, out of order: it may pass
    COMPLAINT = "complaint"  # the person pressed "spam": never write again
    UNSUBSCRIBED = "unsubscribed"  # through the provider


# The sender's address is at fault (RFC 3463: 5.1.7, 5.1.8), not the recipient's.
OUR_OWN_FAULT = {"7", "8"}


def news_of_status(action: str, status: str) -> News | None:
    """From a delivery report (RFC 3464): its Action and its Status."""
    if action in {"delivered", "relayed", "expanded"}:
        return News.DELIVERED
    if action != "failed":
        return None  # "delayed": the server goes on trying
    found = ENHANCED.match(status)
    if found and found.group(1) == "5" and found.group(2) == "1" and found.group(3) not in OUR_OWN_FAULT:
        return News.HARD
    return News.SOFT


def news_of_provider(kind: str, reject_reason: str | None, response: str | None) -> News | None:
    """From a provider's event, in Anymail's words."""
    plain = {
        "delivered": News.DELIVERED,
        "complained": News.COMPLAINT,
        "unsubscribed": News.UNSUBSCRIBED,
        "deferred": News.SOFT,
    }
    if kind in plain:
        return plain[kind]
    if kind not in {"bounced", "rejected"}:
        return None
    if reject_reason == "spam":
        return News.COMPLAINT
    if reject_reason == "unsubscribed":
        return News.UNSUBSCRIBED
    code = next((word for word in (response or "").split() if ENHANCED.match(word)), "")
    if code:
        return news_of_status("failed", code)
    return News.HARD if reject_reason in {"bounced", "invalid"} else News.SOFT


def rests_until(soft: Sequence[datetime], delivered: datetime | None) -> datetime | None:
    """Until when an address is left alone: 30 days after three soft bounces within 30 days.

    A mail that arrived wipes the slate.
    """
    times = sorted(at for at in soft if delivered is None or at > delivered)
    latest = None
    for first, last in zip(times, times[SOFT_BOUNCES - 1 :], strict=False):
        if last - first <= WINDOW:
            latest = last + REST
    return latest
