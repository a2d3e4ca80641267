import time

from django.conf import settings

from delivery.models import OutboundMessage
from delivery.rules.kinds import TO_CUSTOMERS
from nps_app.lib.ratelimit import exceeded

NAP = 0.02


class Enough(Exception):
    """No more mails to customers for now: the limit of the minute or of the day is reached."""


def keep_pace(*, message: OutboundMessage, deadline: float) -> None:
    """Wait for this mail's turn within the second, or raise Enough. Mails to our own people never wait.

    Counted over all workers, in the cache; `deadline` is one of time.monotonic().
    """
    if message.kind not in TO_CUSTOMERS:
        return
    while _is_over("second", settings.MAIL_PER_SECOND, 1):
        if time.monotonic() >= deadline:
            raise Enough("second")
        time.sleep(NAP)
    # The minute before the day: what the minute turns away has not used up any of the day.
    if _is_over("minute", settings.MAIL_PER_MINUTE, 60):
        raise Enough("minute")
    if _is_over("day", settings.MAIL_PER_DAY, 86_400):
        raise Enough("day")


def _is_over(window: str, limit: int, seconds: int) -> bool:
    return limit > 0 and exceeded("mail", window, limit=limit, seconds=seconds)
