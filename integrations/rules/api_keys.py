"""Keys for programs: `npsk_`, eight signs by which a key is found and spoken of, 43 that nobody can guess."""

import hashlib
import re
import secrets
from enum import StrEnum

SHAPE = re.compile(r"npsk_([0-9a-f]{8})_([A-Za-z0-9_-]{43})")


class Scope(StrEnum):
    EVENTS_WRITE = "events:write"
    CUSTOMERS_READ = "customers:read"
    CASES_READ = "cases:read"
    CASES_WRITE = "cases:write"


def new_key() -> tuple[str, str]:
    """A prefix and the whole key. 256 random bits need no slow hash."""
    prefix = secrets.token_hex(4)
    return prefix, f"npsk_{prefix}_{secrets.token_urlsafe(32)}"


def prefix_of(key: str) -> str | None:
    """By which a key is found; None where it is none of ours."""
    match = SHAPE.fullmatch(key)
    return match.group(1) if match else None


def digest_of(key: str) -> str:
    """What is stored of a key."""
    return hashlib.sha256(key.encode()).hexdigest()
