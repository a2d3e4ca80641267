"""Who is left out of a campaign, and why. The preview and the sending ask the same function."""

from datetime import datetime
from enum import StrEnum

from surveys.rules.throttle import asked_too_recently


class LeftOut(StrEnum):
    SAMPLE = "sample"
    NO_EMAIL = "no_email"
    UNSUBSCRIBED = "unsubscribed"
    COMPLAINED = "complained"
    BOUNCED = "bounced"
    ASKED_RECENTLY = "asked_recently"


def reason_to_leave_out(
    *, email: str, is_sample: bool, suppressed: str | None, last_asked: datetime | None, now: datetime
) -> LeftOut | None:
    """The first reason that applies, or None when the person may be asked. `suppressed` is why, if so."""
    if is_sample:
        return LeftOut.SAMPLE
    if not email:
        return LeftOut.NO_EMAIL
    if suppressed is not None:
        return LeftOut(suppressed)
    if asked_too_recently(last_asked, now=now):
        return LeftOut.ASKED_RECENTLY
    return None
