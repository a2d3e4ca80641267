import time

from django.conf import settings

from delivery.models import OutboundMessage, Transport
from delivery.rules.kinds import TO_CUSTOMERS
from nps_app.lib.ratelimit import exceeded

NAP = 0.02


class Enough(Exception):
    """No more mails to customers for now: the limit of the minute or of the day is reached."""


def keep_pace(*, message: OutboundMessage, transport: Transport, deadline: float) -> None:
    """Wait for this mail's turn within the second, or raise Enough. Mails to our own people never wait.

    Counted over all workers, in the cache; `deadline` is one of time.monotonic(). The day of an organisation's own
    way out is counted elsewhere (delivery/actions/take_share.py).
    """
    if message.kind not in TO_CUSTOMERS:
        return
    own = not transport.is_servers
    per_second = transport.option("per_second", 0) if own else settings.MAIL_PER_SECOND
    per_minute = transport.option("per_minute", 0) if own else settings.MAIL_PER_MINUTE
    per_day = 0 if own else settings.MAIL_PER_DAY
    whose = f":{transport.pk}" if own else ""
    while _is_over(f"second{whose}", per_second, 1):
        if time.monotonic() >= deadline:
            raise Enough("second")
        time.sleep(NAP)
    # The minute before the day: what the minute turns away has not used up any of the day.
    if _is_over(f"minute{whose}", per_minute, 60):
        raise Enough("minute")
    if _is_over(f"day{whose}", per_day, 86_400):
        raise Enough("day")


def is_crowded(*, transport: Transport, recipient: str) -> bool:
    """Whether the mail service of this address has had its mails of the hour, where there is such a limit."""
    most = transport.option("per_domain_hour", 0)
    domain = recipient.rpartition("@")[2].lower()
    return _is_over(f"domain:{transport.pk}:{domain}", most, 3600)


def _is_over(window: str, limit: int, seconds: int) -> bool:
    return limit > 0 and exceeded("mail", window, limit=limit, seconds=seconds)
