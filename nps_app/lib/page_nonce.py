"""What a public page was given when it was opened, and hands back when its script tells something."""

import base64
import hmac
import time
from functools import cache

from django.conf import settings


def make_nonce(token: str) -> str:
    """A signed moment, good for the page of this token only."""
    moment = f"{int(time.time()):x}"
    return f"{moment}:{_signature(settings.SECRET_KEY, token, moment)}"


def nonce_holds(token: str, nonce: str, *, seconds: int) -> bool:
    """Whether we gave this nonce to a page of this token within so many seconds."""
    moment, _, signature = nonce.partition(":")
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    given = signature.encode()
    if not any(hmac.compare_digest(given, _signature(key, token, moment).encode()) for key in keys):
        return False
    return time.time() <= int(moment, 16) + seconds


def _signature(secret: str, token: str, moment: str) -> str:
    digest = hmac.digest(_key(secret), f"{token}:{moment}".encode(), "sha256")
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


@cache
def _key(secret: str) -> bytes:
    """For this purpose only: what is signed elsewhere with the same secret is worth nothing here."""
    return hmac.digest(secret.encode(), b"public page", "sha256")
