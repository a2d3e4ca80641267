"""Python runs this by itself where this folder is on its path: the clock of the process is off by WRONG_BY seconds.

Only for fault tests. Promotor does not know of it; the database's clock stays right.
"""

import os
import time

from django.utils import timezone

_by = float(os.environ.get("WRONG_BY", "0"))
_time, _now = time.time, timezone.now


def _wrong_time() -> float:
    return _time() + _by


def _wrong_now():
    return _now() + timezone.timedelta(seconds=_by)


time.time = _wrong_time
timezone.now = _wrong_now
