"""Vonage's SMS API (once Nexmo)."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from delivery.rules.bounces import News
from delivery.rules.breaker import Cause
from delivery.rules.segments import UCS2, measure
from delivery.rules.smtp_replies import Verdict
from delivery.transports.sms.provider import Callback, Inbound, Result, Status, by_status, is_unknown
from nps_app.lib import http

API = "https://rest.nexmo.com"
VERDICTS = {
    "1": (Verdict.RETRY, Cause.BUSY),
    "2": (Verdict.TRANSPORT, Cause.LOGIN),
    "4": (Verdict.TRANSPORT, Cause.LOGIN),
    "5": (Verdict.RETRY, Cause.BUSY),
    "7": (Verdict.UNSUBSCRIBED, Cause.RECIPIENT),  # the number is barred: it wants nothing from us
    "8": (Verdict.TRANSPORT, Cause.LOGIN),
    "9": (Verdict.TRANSPORT, Cause.CREDIT),
    "11": (Verdict.TRANSPORT, Cause.LOGIN),
    "14": (Verdict.TRANSPORT, Cause.LOGIN),
    "15": (Verdict.TRANSPORT, Cause.SENDER),
    "22": (Verdict.BAD_ADDRESS, Cause.RECIPIENT),
    "29": (Verdict.TRANSPORT, Cause.LOGIN),  # a trial account writes to its own numbers only
    "33": (Verdict.BAD_ADDRESS, Cause.RECIPIENT),
}
# Of a delivery receipt's err-code: the number does not exist, or for ever takes no SMS.
GONE = {"3", "9", "12", "13", "50"}


class Vonage:
    """An account: its key and secret, the sender, and the secret that signs its callbacks if they are signed."""

    def __init__(
        self, *, key: str, secret: str, sender: str, signature: str = "", api: str = "", status_url: str = ""
    ) -> None:
        self.key, self.secret, self.sender, self.signature = key, secret, sender, signature
        self.api, self.status_url = (api or API).rstrip("/"), status_url

    def send(self, to: str, body: str, ref: str) -> Result:
        """Hand a text over; `client-ref` comes back with its receipt."""
        values = {
            "api_key": self.key,
            "api_secret": self.secret,
            "from": self.sender.removeprefix("+"),
            "to": to.removeprefix("+"),
            "text": body,
            "client-ref": ref,
            "status-report-req": "1",
        }
        if measure(body).alphabet == UCS2:
            values["type"] = "unicode"
        if self.status_url:
            values["callback"] = self.status_url
        answer = http.send(
            "POST",
            f"{self.api}/sms/json",
            body=urlencode(values).encode(),
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )
        if is_unknown(answer.status):
            raise http.NoAnswer(f"Vonage answered {answer.status}")
        return _result(answer.text) if answer.status == 200 else by_status(answer.status, error=answer.text)

    def is_genuine(self, callback: Callback) -> bool:
        """Signed with the account's secret where it signs; else only the address, which nobody can guess, tells."""
        if not self.signature:
            return True
        fields = callback.fields
        sent = fields.get("sig", "").lower()
        return any(
            hmac.compare_digest(sent.encode(), mine.encode()) for mine in _signatures(fields, self.signature)
        )

    def parse_status(self, callback: Callback) -> Status | None:
        """A delivery receipt."""
        fields = callback.fields
        state, code = fields.get("status", ""), fields.get("err-code", "")
        news = {
            "delivered": News.DELIVERED,
            "failed": News.SOFT,
            "rejected": News.SOFT,
            "expired": News.SOFT,
        }.get(state)
        if news is News.SOFT and code in GONE:
            news = News.HARD
        if news is None:
            return None
        return Status(
            news, fields.get("client-ref", ""), fields.get("messageId", ""), f"{state} {code}".strip()
        )

    def parse_inbound(self, callback: Callback) -> Inbound | None:
        """A text; the first part of one in parts carries the number, and is enough."""
        fields = callback.fields
        if not fields.get("msisdn") or "text" not in fields:
            return None
        return Inbound("+" + fields["msisdn"].lstrip("+"), fields["text"], fields.get("messageId", ""))


def _result(text: str) -> Result:
    """A long text is answered part by part: it is taken if its first part was."""
    try:
        parts: list[dict[str, Any]] = json.loads(text)["messages"]
        first = parts[0]
        status = str(first["status"])
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise http.NoAnswer("Vonage's answer makes no sense") from error
    if status == "0":
        return Result(id=str(first.get("message-id", "")), segments=len(parts), code=200)
    verdict, cause = VERDICTS.get(status, (Verdict.REFUSED, Cause.RECIPIENT))
    code = int(status) if status.isascii() and status.isdigit() else 0
    return Result(verdict, cause, code=code, error=str(first.get("error-text", "")))


def _signatures(fields: Mapping[str, str], secret: str) -> list[str]:
    """Vonage lets an account choose among these; & and = in a value count as _."""
    named = sorted((name, value) for name, value in fields.items() if name != "sig")
    signed = "".join(f"&{name}={value.replace('&', '_').replace('=', '_')}" for name, value in named)
    keyed = [
        hmac.new(secret.encode(), signed.encode(), method).hexdigest()
        for method in ("sha256", "sha512", "sha1", "md5")
    ]
    return [*keyed, hashlib.md5((signed + secret).encode(), usedforsecurity=False).hexdigest()]
