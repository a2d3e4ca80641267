"""How whatever comes back names what it is about: "<row>-<signature>", in an address or in a header.

Signed, so that nobody can make us suppress addresses by inventing bounces. Digits and small letters only: mail
servers may change the case of an address.
"""

import hashlib
import hmac
import json
import re
from typing import Final

MESSAGE: Final = "return-path"
CASE: Final = "case"  # in the address that a customer's answer goes to
CHECK: Final = "reply-check"  # in the mail that shows whether that address works
_REFERENCE = re.compile(r"(?<![0-9a-z])(\d{1,18})-([0-9a-f]{12})(?![0-9a-z])")


def reference_of(row: int, key: str, purpose: str = MESSAGE) -> str:
    """What stands for a row outside of the house: one of the ledger, or of the table that `purpose` means."""
    return f"{row}-{_signature(row, key, purpose)}"


def rows_named_in(text: str, keys: list[str], purpose: str = MESSAGE) -> list[int]:
    """The rows a text refers to; what is not signed with one of our keys, for this purpose, is not there."""
    return [
        int(row)
        for row, signature in _REFERENCE.findall(text.lower())
        if any(hmac.compare_digest(signature, _signature(int(row), key, purpose)) for key in keys)
    ]


def return_path(address: str, reference: str) -> str:
    """bounces@example.com becomes bounces+12-0123456789ab@example.com."""
    local, _, domain = address.rpartition("@")
    return f"{local}+{reference}@{domain}"


def provider_header(provider: str, reference: str) -> str:
    """The header a provider's SMTP entrance hands back with each event; empty where none is known."""
    note = {"promotor": reference}
    headers = {
        "postmark": f"X-PM-Metadata-promotor: {reference}",
        "mailgun": f"X-Mailgun-Variables: {json.dumps(note)}",
        "sendgrid": f"X-SMTPAPI: {json.dumps({'unique_args': note})}",
        "sparkpost": f"X-MSYS-API: {json.dumps({'metadata': note})}",
        "mandrill": f"X-MC-Metadata: {json.dumps(note)}",
    }
    return headers.get(provider, "")


def _signature(row: int, key: str, purpose: str) -> str:
    return hmac.new(key.encode(), f"{purpose}:{row}".encode(), hashlib.sha256).hexdigest()[:12]
