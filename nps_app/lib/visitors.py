"""Tell visitors apart for rate limits without keeping who they are."""

import hmac
import ipaddress
import socket
import time
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest


def visitor_key(request: HttpRequest) -> str:
    """A keyed hash of the visitor's address, another one each day. Used in the cache only, never stored."""
    day = int(time.time()) // 86_400
    message = f"{day}:{_address(request.META)}".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), message, "sha256").hex()[:32]


def network(meta: Mapping[str, Any]) -> str:
    """The visitor's address without its last part: 203.0.113.0/24, 2001:db8:1::/48. Empty when it is none."""
    text = _address(meta)
    try:
        first, second, third, _ = socket.inet_pton(socket.AF_INET, text)
        return f"{first}.{second}.{third}.0/24"
    except OSError:
        return _other_network(text)


def _other_network(text: str) -> str:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(ipaddress.ip_network((address, 24 if address.version == 4 else 48), strict=False))


def browser_key(meta: Mapping[str, Any]) -> str:
    """A keyed hash of what the browser calls itself."""
    name = str(meta.get("HTTP_USER_AGENT", "")).encode()
    return hmac.digest(settings.SECRET_KEY.encode(), name, "sha256").hex()[:16] if name else ""


def _address(meta: Mapping[str, Any]) -> str:
    """The address the outermost proxy we trust has seen; what is left of it anybody may have invented."""
    trusted = settings.TRUSTED_PROXIES
    forwarded = [part.strip() for part in meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if trusted and len(forwarded) >= trusted:
        return forwarded[-trusted]
    return str(meta.get("REMOTE_ADDR", ""))
