"""What a mail server's refusal means for the message, the address and the connection."""

import re
from enum import StrEnum

from delivery.rules.breaker import Cause


class Stage(StrEnum):
    """Where in the conversation the server refused."""

    CONNECT = "connect"  # greeting, EHLO, STARTTLS, AUTH
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    DOT = "dot"  # after the body


class Verdict(StrEnum):
    RETRY = "retry"  # later, and it counts as an attempt
    BAD_ADDRESS = "bad_address"  # nobody there: never write to this address again
    REFUSED = "refused"  # this message will not be taken
    UNSUBSCRIBED = "unsubscribed"  # the person told the provider to let nothing of ours through
    BLOCKED = "blocked"  # policy or reputation (4.7.x, 5.7.x): later; a run of them stops everything
    TRANSPORT = "transport"  # our set-up: no message's fault, no attempt counted


ENHANCED = re.compile(r"^\s*([245])\.(\d{1,3})\.(\d{1,3})\b")


# No judgement about us: such servers let everybody wait once.
GREYLISTED = re.compile(r"gr[ae]y-?list", re.IGNORECASE)
# "Relaying denied": the server does not know us as one of its own.
STRANGER = re.compile(r"\brelay", re.IGNORECASE)
WRONG_LOGIN = {530, 534, 535, 538}


def classify(code: int, text: str, stage: Stage) -> Verdict:
    """Judge a refusal by its code, its enhanced code (RFC 3463) if it has one, and the stage."""
    if stage is Stage.CONNECT:
        return Verdict.TRANSPORT
    found = ENHANCED.match(text)
    subject = found.group(2) if found else ""
    if 400 <= code < 500:
        return Verdict.BLOCKED if subject == "7" and not GREYLISTED.search(text) else Verdict.RETRY
    if code < 500 or stage is Stage.MAIL or code in WRONG_LOGIN:
        return Verdict.TRANSPORT
    if subject == "7":
        return Verdict.TRANSPORT if STRANGER.search(text) else Verdict.BLOCKED
    if subject == "1" and stage is Stage.RCPT:
        return Verdict.BAD_ADDRESS
    return Verdict.REFUSED


def cause_of(code: int, text: str, stage: Stage) -> Cause:
    """What is wrong, in the breaker's words, when a server refuses."""
    found = ENHANCED.match(text)
    subject = found.group(2) if found else ""
    if code in WRONG_LOGIN or (code >= 500 and STRANGER.search(text)):
        return Cause.LOGIN
    if stage is Stage.CONNECT:
        return Cause.BUSY if code < 500 else Cause.LOGIN if subject == "7" else Cause.BROKEN_OFF
    if stage is Stage.MAIL:
        return Cause.SENDER if code >= 500 else Cause.BUSY
    if subject == "7":
        return Cause.BLOCKED
    return Cause.RECIPIENT if stage is Stage.RCPT else Cause.BUSY if code < 500 else Cause.BLOCKED
