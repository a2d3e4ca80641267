"""Signatures by standardwebhooks.com, so that receivers can check them with a library in any language."""

import base64
import secrets
from collections.abc import Iterable
from datetime import datetime

from standardwebhooks import Webhook

PREFIX = "whsec_"


def new_secret() -> str:
    """256 random bits, in the form receivers' libraries expect."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signed_headers(*, name: str, body: str, signing_secrets: Iterable[str], now: datetime) -> dict[str, str]:
    """The three headers of one attempt; one signature for each secret that is good."""
    signatures = [Webhook(secret).sign(name, now, body) for secret in signing_secrets]
    return {
        "webhook-id": name,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
