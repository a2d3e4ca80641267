"""Twilio's Programmable Messaging."""

import base64
import hashlib
import hmac
import json
from typing import Any
from urllib.parse import quote, urlencode

from delivery.rules.bounces import News
from delivery.rules.breaker import Cause
from delivery.rules.smtp_replies import Verdict
from delivery.transports.sms.provider import Callback, Inbound, Result, Status, by_status, is_unknown
from nps_app.lib import http

API = "https://api.twilio.com"
# https://www.twilio.com/docs/api/errors: what an error means for the number, for us, or for this one text.
STOPPED = {21610}
BAD_NUMBERS = {21211, 21214, 21217, 21219, 21401, 21407, 21421, 21614, 30005, 30006}
SENDER = {21212, 21603, 21606, 21607, 21659, 21660, 21703, 21705, 30034}
LOGIN = {20003, 20404, 21608, 30002}
LATER = {20429, 21611, 30001, 30022}
FAILED = {"undelivered", "failed"}


class Twilio:
    """An account: its SID and token, and the number or messaging service that sends."""

    def __init__(self, *, sid: str, token: str, sender: str, api: str = "", status_url: str = "") -> None:
        self.sid, self.token, self.sender = sid, token, sender
        self.api, self.status_url = (api or API).rstrip("/"), status_url

    def send(self, to: str, body: str, ref: str) -> Result:
        """Hand a text over; the reference travels in the address of the status callback."""
        origin = "MessagingServiceSid" if self.sender.startswith("MG") else "From"
        values = {"To": to, origin: self.sender, "Body": body}
        if self.status_url:
            values["StatusCallback"] = f"{self.status_url}?{urlencode({'ref': ref})}"
        answer = http.send(
            "POST",
            f"{self.api}/2010-04-01/Accounts/{quote(self.sid, safe='')}/Messages.json",
            body=urlencode(values).encode(),
            headers={"Content-Type": "application/x-www-form-urlencoded"},
            user=(self.sid, self.token),
        )
        said = _object(answer.text)
        if answer.status in (200, 201):
            return Result(
                id=str(said.get("sid", "")), segments=_number(said.get("num_segments")), code=answer.status
            )
        if is_unknown(answer.status):
            raise http.NoAnswer(f"Twilio answered {answer.status}")
        return _refusal(answer.status, said)

    def is_genuine(self, callback: Callback) -> bool:
        """X-Twilio-Signature: the address, then every field by name, under the account's token."""
        signed = callback.url + "".join(name + value for name, value in sorted(callback.fields.items()))
        mine = base64.b64encode(hmac.digest(self.token.encode(), signed.encode(), hashlib.sha1))
        return hmac.compare_digest(mine, callback.headers.get("X-Twilio-Signature", "").encode())

    def parse_status(self, callback: Callback) -> Status | None:
        """Delivered, or why not."""
        fields = callback.fields
        state, code = fields.get("MessageStatus", ""), _number(fields.get("ErrorCode")) or 0
        news = None
        if state in ("delivered", "read"):
            news = News.DELIVERED
        elif state in FAILED and code in STOPPED:
            news = News.UNSUBSCRIBED
        elif state in FAILED:
            news = News.HARD if code in BAD_NUMBERS else News.SOFT
        ref = callback.url.partition("?ref=")[2]
        return (
            Status(news, ref, fields.get("MessageSid", ""), f"{state} {code or ''}".strip()) if news else None
        )

    def parse_inbound(self, callback: Callback) -> Inbound | None:
        """A text. Twilio's own opt-out marks what it took for STOP or START."""
        fields = callback.fields
        if not fields.get("From"):
            return None
        marked = fields.get("OptOutType", "")
        text = marked if marked in ("STOP", "START") else fields.get("Body", "")
        return Inbound(fields["From"], text, fields.get("MessageSid", ""))


def _refusal(status: int, said: dict[str, Any]) -> Result:
    code, error = _number(said.get("code")) or status, str(said.get("message", ""))
    groups = (
        (STOPPED, Verdict.UNSUBSCRIBED, Cause.RECIPIENT),
        (BAD_NUMBERS, Verdict.BAD_ADDRESS, Cause.RECIPIENT),
        (SENDER, Verdict.TRANSPORT, Cause.SENDER),
        (LOGIN, Verdict.TRANSPORT, Cause.LOGIN),
        (LATER, Verdict.RETRY, Cause.BUSY),
    )
    for codes, verdict, cause in groups:
        if code in codes:
            return Result(verdict, cause, code=code, error=error)
    return by_status(status, error=f"{code} {error}".strip())


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _number(value: object) -> int | None:
    text = str(value if value is not None else "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
