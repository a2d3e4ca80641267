"""Leaving by mail: what List-Unsubscribe offers to mail programs that write instead of opening a page.

The key stands in the subject: mail servers may change the case of an address, never that of a subject.
"""

import re
from email import message_from_bytes, policy

from delivery.rules.reports import ADDRESS_HEADERS

_MAILBOX = "unsubscribe"
_KEY = re.compile(r"(?<![\w-])[\w-]{16,32}(?![\w-])", re.ASCII)


def leave_by_mail(bounce_address: str, key: str) -> str:
    """The address to write to, as a link: mailto:bounces+unsubscribe@example.com?subject=KEY."""
    local, _, domain = bounce_address.rpartition("@")
    return f"mailto:{local}+{_MAILBOX}@{domain}?subject={key}"


def key_of_leaver(raw: bytes) -> str:
    """The key in a mail that asks to be left alone; empty in every other mail."""
    mail = message_from_bytes(raw, policy=policy.default)
    addresses = [str(value) for name in ADDRESS_HEADERS for value in mail.get_all(name, [])]
    if not any(f"+{_MAILBOX}@" in address.lower() for address in addresses):
        return ""
    found = _KEY.search(str(mail.get("Subject", "")))
    return found.group() if found else ""
