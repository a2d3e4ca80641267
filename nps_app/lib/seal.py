"""Secrets that must be used again (passwords of mail servers, keys of providers), unreadable in the database.

The key comes from SECRET_KEY; what was sealed with a key that stands in SECRET_KEY_FALLBACKS still opens.
"""

import base64
import hashlib
import json
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def seal(values: Mapping[str, str]) -> str:
    """The values as one unreadable text; empty if there are none."""
    return _box().encrypt(json.dumps(dict(values)).encode()).decode() if values else ""


def unseal(sealed: str) -> dict[str, str]:
    """What was sealed; nothing if no key of ours opens it, as after a SECRET_KEY was lost."""
    if not sealed:
        return {}
    try:
        values: dict[str, str] = json.loads(_box().decrypt(sealed.encode()))
    except InvalidToken:
        return {}
    return values


def _box() -> MultiFernet:
    return MultiFernet([_fernet(str(key)) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _fernet(key: str) -> Fernet:
    # A key of its own: whoever learns this one cannot sign sessions with it.
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"promotor.seal:" + key.encode()).digest()))
