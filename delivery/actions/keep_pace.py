import time
from dataclasses import dataclass

from django.conf import settings

from delivery.models import Channel, OutboundMessage, Transport
from delivery.rules.kinds import TO_CUSTOMERS
from nps_app.lib.ratelimit import exceeded

NAP = 0.02


class Enough(Exception):
    """No more messages to customers for now: the limit of the minute or of the day is reached."""


@dataclass(frozen=True)
class _Pace:
    """The most messages to customers by one way out, over all workers; 0: no limit. `whose`: which count it is."""

    whose: str
    per_second: int
    per_minute: int
    per_day: int


def keep_pace(*, message: OutboundMessage, transport: Transport, deadline: float) -> None:
    """Wait for this message's turn within the second, or raise Enough. Those to our own people never wait.

    Counted over all workers, in the cache; `deadline` is one of time.monotonic(). The day of an organisation's own
    way out for mails is counted elsewhere (delivery/actions/take_share.py).
    """
    if message.kind not in TO_CUSTOMERS:
        return
    pace = _pace_of(transport)
    while _is_over(f"second{pace.whose}", pace.per_second, 1):
        if time.monotonic() >= deadline:
            raise Enough("second")
        time.sleep(NAP)
    # The minute before the day: what the minute turns away has not used up any of the day.
    if _is_over(f"minute{pace.whose}", pace.per_minute, 60):
        raise Enough("minute")
    if _is_over(f"day{pace.whose}", pace.per_day, 86_400):
        raise Enough("day")


def _pace_of(transport: Transport) -> _Pace:
    """Whoever runs the server sets the pace of its own mails and of each SMS account; owners that of their mails."""
    if transport.channel == Channel.SMS:
        return _Pace(
            f":sms:{transport.pk}", settings.SMS_PER_SECOND, settings.SMS_PER_MINUTE, settings.SMS_PER_DAY
        )
    if transport.is_servers:
        return _Pace("", settings.MAIL_PER_SECOND, settings.MAIL_PER_MINUTE, settings.MAIL_PER_DAY)
    per_second, per_minute = (transport.option(name, 0) for name in ("per_second", "per_minute"))
    return _Pace(f":{transport.pk}", per_second, per_minute, 0)


def is_crowded(*, transport: Transport, recipient: str) -> bool:
    """Whether the mail service of this address has had its mails of the hour, where there is such a limit."""
    most = transport.option("per_domain_hour", 0)
    domain = recipient.rpartition("@")[2].lower()
    return _is_over(f"domain:{transport.pk}:{domain}", most, 3600)


def _is_over(window: str, limit: int, seconds: int) -> bool:
    return limit > 0 and exceeded("mail", window, limit=limit, seconds=seconds)
