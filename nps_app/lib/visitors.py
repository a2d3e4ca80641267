"""Tell visitors apart for rate limits without keeping who they are."""

import hmac
import time

from django.conf import settings
from django.http import HttpRequest


def visitor_key(request: HttpRequest) -> str:
    """A keyed hash of the visitor's address, another one each day. Used in the cache only, never stored."""
    day = int(time.time()) // 86_400
    message = f"{day}:{_address(request)}".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), message, "sha256").hex()[:32]


def _address(request: HttpRequest) -> str:
    """The address the outermost proxy we trust has seen; what is left of it anybody may have invented."""
    trusted = settings.TRUSTED_PROXIES
    forwarded = [
        part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()
    ]
    if trusted and len(forwarded) >= trusted:
        return forwarded[-trusted]
    return str(request.META.get("REMOTE_ADDR", ""))
