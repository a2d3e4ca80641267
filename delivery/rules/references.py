"""How whatever comes back names the message it is about: "<row>-<signature>", in the return path and in a header.

Signed, so that nobody can make us suppress addresses by inventing bounces. Digits and small letters only: mail
servers may change the case of an address.
"""

import hashlib
import hmac
import json
import re

_REFERENCE = re.compile(r"(?<![0-9a-z])(\d{1,18})-([0-9a-f]{12})(?![0-9a-z])")


def reference_of(row: int, key: str) -> str:
    """What stands for a row of the ledger outside of it."""
    return f"{row}-{_signature(row, key)}"


def rows_named_in(text: str, keys: list[str]) -> list[int]:
    """The rows a text refers to; what is not signed with one of our keys is not there."""
    return [
        int(row)
        for row, signature in _REFERENCE.findall(text.lower())
        if any(hmac.compare_digest(signature, _signature(int(row), key)) for key in keys)
    ]


def return_path(bounce_address: str, reference: str) -> str:
    """bounces@example.com becomes bounces+12-0123456789ab@example.com."""
    local, _, domain = bounce_address.rpartition("@")
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


def _signature(row: int, key: str) -> str:
    return hmac.new(key.encode(), f"return-path:{row}".encode(), hashlib.sha256).hexdigest()[:12]
