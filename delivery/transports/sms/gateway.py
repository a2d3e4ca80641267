"""Any other provider that takes a text by one HTTP request: the request is a template that an owner writes."""

import json
from typing import Any
from urllib.parse import quote, urlencode

from delivery.rules.bounces import News
from delivery.transports.sms.provider import (
    Callback,
    Inbound,
    Result,
    Status,
    by_status,
    flattened,
    is_unknown,
)
from nps_app.lib import http

PLACEHOLDERS = ("to", "text", "ref", "from", "status_url")


class Gateway:
    """`template` is an object of JSON whose texts may hold {to}, {text}, {ref}, {from} and {status_url}.

    `as_form` sends its first level as a form instead. `names` says under which names things come back.
    """

    def __init__(
        self,
        *,
        url: str,
        template: str,
        sender: str = "",
        headers: dict[str, str] | None = None,
        as_form: bool = False,
        names: dict[str, str] | None = None,
        status_url: str = "",
    ) -> None:
        self.url, self.template, self.sender, self.as_form = url, template, sender, as_form
        self.headers, self.names, self.status_url = headers or {}, names or {}, status_url

    def send(self, to: str, body: str, ref: str) -> Result:
        """Hand a text over: 2xx means taken."""
        known = {"to": to, "text": body, "ref": ref, "from": self.sender, "status_url": self.status_url}
        filled = fill(json.loads(self.template), known)
        kind = "application/x-www-form-urlencoded" if self.as_form else "application/json"
        url = self.url
        for name, value in known.items():  # some want the number in the address
            url = url.replace(f"{{{name}}}", quote(value, safe=""))
        answer = http.send(
            "POST",
            url,
            body=(urlencode(flattened(filled)) if self.as_form else json.dumps(filled)).encode(),
            headers={"Content-Type": kind, **self.headers},
        )
        if is_unknown(answer.status):
            raise http.NoAnswer(f"the gateway answered {answer.status}")
        if not 200 <= answer.status < 300:
            return by_status(answer.status, error=answer.text)
        return Result(id=self._id_in(answer.text), code=answer.status)

    def is_genuine(self, callback: Callback) -> bool:
        """Nothing is signed: the address is known to us and to the gateway, and nobody can guess it."""
        return bool(callback.url)

    def parse_status(self, callback: Callback) -> Status | None:
        """By the names and words the owner gave."""
        fields = callback.fields
        state = fields.get(self._name("status", "status"), "").strip().lower()
        news = None
        if state in _words(self._name("delivered", "delivered, delivrd")):
            news = News.DELIVERED
        elif state in _words(self._name("gone", "invalid, unknown_subscriber")):
            news = News.HARD
        elif state in _words(self._name("failed", "failed, undelivered, rejected, expired, undeliv")):
            news = News.SOFT
        ref, own = (
            fields.get(self._name("status_ref", "ref"), ""),
            fields.get(self._name("status_id", "id"), ""),
        )
        return Status(news, ref, own, state) if news else None

    def parse_inbound(self, callback: Callback) -> Inbound | None:
        """By the names the owner gave."""
        fields = callback.fields
        sender, text = fields.get(self._name("from", "from"), ""), fields.get(self._name("text", "text"))
        if not sender or text is None:
            return None
        return Inbound(sender, text, fields.get(self._name("id", "id"), ""))

    def _name(self, what: str, default: str) -> str:
        return self.names.get(what) or default

    def _id_in(self, text: str) -> str:
        try:
            return flattened(json.loads(text)).get(self._name("answer_id", "id"), "")
        except ValueError:
            return ""


def fill(template: Any, known: dict[str, str]) -> Any:
    """Put the values into the texts of a JSON value: what a text holds can never become JSON of its own."""
    if isinstance(template, dict):
        return {name: fill(value, known) for name, value in template.items()}
    if isinstance(template, list):
        return [fill(value, known) for value in template]
    if not isinstance(template, str):
        return template
    pieces = template.split("{")
    filled = pieces[0]
    for piece in pieces[1:]:
        name, closed, rest = piece.partition("}")
        filled += known[name] + rest if closed and name in known else "{" + piece
    return filled


def _words(listed: str) -> set[str]:
    return {word.strip().lower() for word in listed.split(",") if word.strip()}
