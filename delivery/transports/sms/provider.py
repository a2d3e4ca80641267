"""What every SMS provider can do: hand a text over, and read what it reports back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import parse_qsl

from delivery.rules.bounces import News
from delivery.rules.breaker import Cause
from delivery.rules.smtp_replies import Verdict

LONGEST_WORD = 200


@dataclass(frozen=True)
class Result:
    """What a provider said to a text. `verdict` is None where it took it, else whose fault it is that it did not."""

    verdict: Verdict | None = None
    cause: Cause = Cause.RECIPIENT
    id: str = ""  # what the provider calls the message
    segments: int | None = None
    code: int = 0
    error: str = ""


@dataclass(frozen=True)
class Callback:
    """A request of the provider's to us. `url` is the one it was told, whatever the proxies made of it."""

    url: str
    body: bytes = b""
    content_type: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> dict[str, str]:
        """What it says, a form or an object of JSON alike. Raises ValueError where it is neither."""
        if "json" not in self.content_type:
            return dict(parse_qsl(self.body.decode(), keep_blank_values=True, max_num_fields=200))
        try:
            return flattened(json.loads(self.body))
        except RecursionError as error:
            raise ValueError("nested too deeply") from error


@dataclass(frozen=True)
class Status:
    """What became of a text that was taken: about `ref`, our signed name of it, or the provider's own `id`."""

    news: News
    ref: str = ""
    id: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Inbound:
    """A text somebody sent us."""

    sender: str
    text: str
    id: str = ""


class SmsProvider(Protocol):
    """One account with one provider."""

    def send(self, to: str, body: str, ref: str) -> Result:
        """Hand a text over. Raises what nps_app.lib.http.send raises where there is no answer to read."""
        ...

    def is_genuine(self, callback: Callback) -> bool:
        """Whether a callback is signed as this account's must be."""
        ...

    def parse_status(self, callback: Callback) -> Status | None:
        """The news in a callback; None where it tells nothing that matters. Raises ValueError."""
        ...

    def parse_inbound(self, callback: Callback) -> Inbound | None:
        """The text in a callback; None where there is none. Raises ValueError."""
        ...


def flattened(value: Any, name: str = "") -> dict[str, str]:
    """{"a": {"b": [1]}} becomes {"a.b.0": "1"}; the first level keeps its names."""
    found: dict[str, str] = {}
    pairs = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    )
    if pairs is None:
        if not name:
            raise ValueError("no object of JSON")
        return {name: "" if value is None else str(value)}
    for key, inner in pairs:
        found |= flattened(inner, f"{name}.{key}" if name else str(key))
    return found


def by_status(status: int, *, error: str = "") -> Result:
    """A refusal by HTTP's number alone."""
    verdict, cause = Verdict.REFUSED, Cause.RECIPIENT
    if status in (401, 403):
        verdict, cause = Verdict.TRANSPORT, Cause.LOGIN
    elif status == 404 or 300 <= status < 400:
        verdict, cause = Verdict.TRANSPORT, Cause.BROKEN_OFF  # something else lives at this address
    elif status == 402:
        verdict, cause = Verdict.TRANSPORT, Cause.CREDIT
    elif status in (429, 503):
        verdict, cause = Verdict.RETRY, Cause.BUSY
    return Result(verdict, cause, code=status, error=error[:LONGEST_WORD])


def is_unknown(status: int) -> bool:
    """Whether an answer leaves it open if the text was taken."""
    return status == 408 or (status >= 500 and status != 503)
