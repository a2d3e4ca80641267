"""What a mail server's refusal means for the message, the address and the connection."""

import re
from enum import StrEnum


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
    TRANSPORT = "transport"  # our set-up or reputation: no message's fault, no attempt counted


ENHANCED = re.compile(r"^\s*([245])\.(\d{1,3})\.(\d{1,3})\b")


def classify(code: int, text: str, stage: Stage) -> Verdict:
    """Judge a refusal by its code, its enhanced code (RFC 3463) if it has one, and the stage."""
    if stage is Stage.CONNECT:
        return Verdict.TRANSPORT
    if 400 <= code < 500:
        return Verdict.RETRY
    found = ENHANCED.match(text)
    subject = found.group(2) if found else ""
    if stage is Stage.MAIL or subject == "7" or code in {530, 534, 535, 538}:
        return Verdict.TRANSPORT
    if code < 500:
        return Verdict.TRANSPORT  # an answer that makes no sense here
    if subject == "1" and stage is Stage.RCPT:
        return Verdict.BAD_ADDRESS
    return Verdict.REFUSED
