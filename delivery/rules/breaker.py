"""When a way out counts as broken, and how long to wait before one message tries it again."""

from datetime import timedelta
from enum import StrEnum


class Cause(StrEnum):
    """Why nothing leaves. The words for it stand in delivery/templatetags/transport_words.py."""

    UNKNOWN_HOST = "unknown_host"
    NO_CONNECTION = "no_connection"  # nobody answers at this port
    TIMEOUT = "timeout"
    TLS = "tls"
    BROKEN_OFF = "broken_off"  # it hung up, or spoke something else
    BUSY = "busy"  # it asks us to come back later
    LOGIN = "login"
    CREDIT = "credit"  # an SMS account that is empty
    SENDER = "sender"  # it does not take mail from this address
    BLOCKED = "blocked"  # it refuses our mails, one after the other, for reasons of policy
    NO_ANSWER = "no_answer"  # it takes mails and does not say so
    RECIPIENT = "recipient"  # only ever of one message


# A wrong password does not become right by trying, and trying may lock the account.
AT_ONCE = {Cause.LOGIN, Cause.SENDER, Cause.CREDIT}
IN_A_ROW = 5
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 20, 30))
# A way out that comes and goes does not fill anybody's mailbox.
TELL_AGAIN_AFTER = timedelta(hours=6)


def opens(cause: Cause, failures: int) -> bool:
    """Whether the breaker opens after this many failures in a row, the last one for `cause`."""
    return cause in AT_ONCE or cause is Cause.BLOCKED or failures >= IN_A_ROW


def wait_before_try(tries: int) -> timedelta:
    """How long nothing leaves after the breaker opened (0), and after each try that failed (1, 2, ...)."""
    return WAITS[min(max(tries, 0), len(WAITS) - 1)]
