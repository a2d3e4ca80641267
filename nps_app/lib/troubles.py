"""One row's trouble must not keep the others waiting."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from celery.exceptions import SoftTimeLimitExceeded


@contextmanager
def troubles_told(logger: logging.Logger, message: str, *about: object) -> Iterator[None]:
    """Log what goes wrong inside, with its traceback, and go on; only the end of a task's time goes through."""
    try:
        yield
    except SoftTimeLimitExceeded:
        raise
    except Exception:
        logger.exception(message, *about)
