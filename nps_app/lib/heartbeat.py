"""Were worker and beat alive a moment ago? Kept in the database, because a broker can be lost with its keys."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from nps_app.models import Heartbeat

PARTS = ("beat", "worker")


@dataclass(frozen=True)
class Silence:
    """`part` has not been heard since `since` (None: never)."""

    part: str
    since: datetime | None


def record(part: str, *, now: datetime) -> None:
    """Write that `part` is alive."""
    Heartbeat.objects.update_or_create(part=part, defaults={"seen_at": now})


def silent(*, now: datetime) -> list[Silence]:
    """The parts that have been silent for longer than settings.SILENT_AFTER_SECONDS."""
    seen: dict[str, datetime] = dict(Heartbeat.objects.values_list("part", "seen_at"))
    limit = now - timedelta(seconds=settings.SILENT_AFTER_SECONDS)
    return [Silence(part, seen.get(part)) for part in PARTS if part not in seen or seen[part] < limit]
