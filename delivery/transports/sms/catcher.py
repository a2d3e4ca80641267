"""The provider of `make run`: no SMS leaves; each becomes a file beside the caught mails."""

import json
import re
import secrets
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from delivery.rules.segments import measure
from delivery.transports.sms.provider import Callback, Inbound, Result, Status

NAME = re.compile(r"[0-9]{1,24}-[0-9a-f]{1,16}")


@dataclass(frozen=True)
class CaughtSms:
    """One SMS that would have been sent, or, with `is_reply`, one that was typed as the answer to it."""

    id: str
    at: float
    to: str
    body: str
    ref: str  # our signed name of the row in the ledger
    segments: int = 1
    is_reply: bool = False

    @property
    def moment(self) -> datetime:
        return datetime.fromtimestamp(self.at, tz=UTC)


class Catcher:
    """Keeps what would have been sent."""

    def send(self, to: str, body: str, ref: str) -> Result:
        """Always taken."""
        caught = keep(to=to, body=body, ref=ref)
        return Result(id=caught.id, segments=caught.segments, code=200)

    def is_genuine(self, callback: Callback) -> bool:
        """Nobody calls back."""
        return False

    def parse_status(self, callback: Callback) -> Status | None:
        """None ever comes."""
        return None

    def parse_inbound(self, callback: Callback) -> Inbound | None:
        """None ever comes: answers are typed on the page of the caught mails."""
        return None


def keep(*, to: str, body: str, ref: str, is_reply: bool = False) -> CaughtSms:
    """Write one down, in one piece: a reader sees all of it or nothing."""
    stamp = time.time_ns()
    caught = CaughtSms(
        id=f"{stamp}-{secrets.token_hex(3)}",
        at=stamp / 1e9,
        to=to,
        body=body,
        ref=ref,
        segments=measure(body).segments,
        is_reply=is_reply,
    )
    folder = Path(settings.MAIL_CATCHER_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"{caught.id}.part"
    draft.write_text(json.dumps(asdict(caught)))
    draft.rename(folder / f"{caught.id}.sms")
    return caught


def caught_sms(limit: int) -> list[CaughtSms]:
    """The newest."""
    files = sorted(Path(settings.MAIL_CATCHER_DIR).glob("*.sms"), reverse=True)
    return [_read(path) for path in files[:limit] if NAME.fullmatch(path.stem)]


def find_sms(name: str) -> CaughtSms | None:
    """One by its name, which comes out of an address: only what we could have written ourselves is looked for."""
    path = Path(settings.MAIL_CATCHER_DIR) / f"{name}.sms"
    return _read(path) if NAME.fullmatch(name) and path.is_file() else None


def _read(path: Path) -> CaughtSms:
    return CaughtSms(**json.loads(path.read_text()))
