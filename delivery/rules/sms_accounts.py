"""The SMS providers an organisation may choose, and what each wants to know."""

import json
import re
from dataclasses import dataclass

from delivery.rules.providers import Field

PHONE = re.compile(r"\+[1-9]\d{6,14}")
SERVICE = re.compile(r"MG[0-9a-fA-F]{32}")  # a messaging service of Twilio's
NAME = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}")
SHORT_CODE = re.compile(r"\d{3,6}")
# Under which names a gateway says things; each has a usual one (delivery/transports/sms/gateway.py).
NAMES = ("answer_id", "status", "status_ref", "delivered", "failed", "gone", "from", "text", "id")


@dataclass(frozen=True, kw_only=True)
class Account:
    """A way out of SMS."""

    key: str
    label: str
    fields: tuple[Field, ...]

    @property
    def secrets(self) -> set[str]:
        return {field.name for field in self.fields if field.secret}


ACCOUNTS = (
    Account(
        key="twilio",
        label="Twilio",
        fields=(Field("sid"), Field("token", secret=True), Field("sender"), Field("api", required=False)),
    ),
    Account(
        key="vonage",
        label="Vonage",
        fields=(
            Field("key"),
            Field("secret", secret=True),
            Field("sender"),
            Field("signature", secret=True, required=False),
            Field("api", required=False),
        ),
    ),
    Account(
        key="http",
        label="HTTP",
        fields=(
            Field("url"),
            Field("authorization", secret=True, required=False),
            Field("sender", required=False),
            Field("template"),
            Field("as_form", required=False),
        ),
    ),
)
BY_KEY = {account.key: account for account in ACCOUNTS}


def takes_replies(sender: str) -> bool:
    """Whether a sender is a number people can write to, not a mere name."""
    return not NAME.fullmatch(sender)


def is_sender(sender: str) -> bool:
    """A number, a short code, a name of at most 11 letters, or a messaging service."""
    return any(kind.fullmatch(sender) for kind in (PHONE, SERVICE, NAME, SHORT_CODE))


def fault_of_template(template: str, url: str) -> str:
    """What is wrong with a gateway's template: "json", "to", "text", or nothing."""
    try:
        value = json.loads(template)
    except (ValueError, RecursionError):
        return "json"
    if not isinstance(value, dict):
        return "json"
    if "{to}" not in template and "{to}" not in url:
        return "to"
    return "" if "{text}" in template or "{text}" in url else "text"
