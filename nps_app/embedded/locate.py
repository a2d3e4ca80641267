"""Addresses of the servers of `make run`, so that manage.py finds them without any setting.

The settings import this module on each start: standard library only, and it starts nothing.
"""

import os
from urllib.parse import quote

from nps_app.embedded.paths import places

DATABASE_NAME = "promotor"
DATABASE_USER = "promotor"


def database_url() -> str:
    """The address of the PostgreSQL that `make run` starts in this checkout."""
    return postgres_url(str(places().postgres_sockets))


def postgres_url(sockets: str, name: str = DATABASE_NAME) -> str:
    """A database reached through the socket in a folder."""
    return f"postgresql://{DATABASE_USER}@/{name}?host={quote(sockets)}&port=5432"


def redis_url() -> str:
    """The address of the Valkey that `make run` starts in this checkout, as redis-py and Django want it."""
    return f"unix://{quote(str(places().valkey_socket))}?db=0"


def broker_url(redis: str | None = None) -> str:
    """The same server as Celery wants it: unix:///path?db=1 becomes redis+socket:///path?virtual_host=1."""
    redis = redis or redis_url()
    if not redis.startswith("unix://"):
        return redis
    path, _, query = redis.removeprefix("unix://").partition("?")
    return f"redis+socket://{path}?virtual_host={query.removeprefix('db=') or '0'}"


def secret_key() -> str:
    """The key `make run` made once for this checkout; empty before its first run."""
    file = places().secret_key
    if os.environ.get("SECRET_KEY_FILE") or not file.is_file():
        return ""
    return file.read_text().strip()
