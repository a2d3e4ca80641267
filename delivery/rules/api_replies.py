"""What a provider's answer over HTTP means for the message and for the way out."""

import re

from delivery.rules.breaker import Cause
from delivery.rules.smtp_replies import Verdict

BUSY = {429, 503}
# It may have been taken before whatever answers for the provider gave up.
UNKNOWN = {408, 500, 502, 504}
SENDER = re.compile(
    r"(sender|from)\W{0,3}(address|email|signature|identity|domain|field)|verif|not allowed to send|unknown sender|"
    r"domain not found|pending approval",
    re.IGNORECASE,
)
RECIPIENT = re.compile(r"recipient|\bto\W{0,3}(address|email|field)|inactive|suppress", re.IGNORECASE)


def judge(status: int, text: str) -> tuple[Verdict, Cause] | None:
    """Judge a refusal; None where the answer leaves open whether the message was taken.

    What we do not understand is tried again and counts, and a run of it stops the way out: a whole send must not
    be lost because a provider words something in a new way.
    """
    if status in BUSY:
        return Verdict.TRANSPORT, Cause.BUSY
    if status in UNKNOWN or status < 300 or status >= 500:
        return None
    if SENDER.search(text):
        return Verdict.TRANSPORT, Cause.SENDER
    if status in {401, 403, 404, 405}:
        return Verdict.TRANSPORT, Cause.LOGIN
    if RECIPIENT.search(text):
        return Verdict.REFUSED, Cause.RECIPIENT
    return Verdict.BLOCKED, Cause.BLOCKED
