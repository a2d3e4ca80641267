"""Mails by a provider's own interface over HTTP, in the dialects Anymail knows.

The message is armed right before the request. A connection that never came about, 429 and 503 are safe; an answer
that stays away, 500, 502 and 504 leave the outcome unknown.
"""

import uuid
import warnings
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from importlib import import_module
from types import TracebackType
from typing import Any, Self

import requests
from anymail.exceptions import (
    AnymailAPIError,
    AnymailError,
    AnymailNotSupportedWarning,
    AnymailRecipientsRefused,
)
from anymail.message import AnymailMessage
from django.conf import settings
from django.db import DatabaseError
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NameResolutionError, NewConnectionError

from delivery.models import Transport
from delivery.rules.api_replies import judge
from delivery.rules.breaker import Cause
from delivery.rules.providers import BY_KEY, Provider
from delivery.rules.smtp_replies import Verdict
from delivery.transports.carrier import (
    CarrierError,
    ConnectionLost,
    NotArmed,
    OutcomeUnknown,
    Parcel,
    Receipt,
    Refused,
)

CONNECT_SECONDS = 10
TAKEN = {"sent", "queued"}
# The provider writes these itself, from what it is told.
ITS_OWN = {"from", "to", "subject", "date", "message-id", "mime-version", "content-type"}
# From botocore, by name: it is only loaded where somebody sends by Amazon.
NEVER_CONNECTED = {
    "EndpointConnectionError": Cause.NO_CONNECTION,
    "ConnectTimeoutError": Cause.TIMEOUT,
    "SSLError": Cause.TLS,
    "NoCredentialsError": Cause.LOGIN,
    "PartialCredentialsError": Cause.LOGIN,
    "NoRegionError": Cause.UNKNOWN_HOST,
    "InvalidRegionError": Cause.UNKNOWN_HOST,
}


class ApiCarrier:
    """One provider's account; its connection is kept over a batch."""

    def __init__(self, transport: Transport, wait: float | None = None) -> None:
        self._wait = wait or settings.EMAIL_TIMEOUT
        self._provider = BY_KEY[transport.provider]
        self._settings = transport.options | transport.secrets
        self._backend: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._backend is not None:
            self._backend.close()
            self._backend = None

    def send(self, parcel: Parcel, arm: Callable[[], bool]) -> Receipt:
        """Hand one mail over."""
        backend, moment = self._open(), _Moment(arm)
        backend.arm, backend.request_key = moment, parcel.message_id
        try:
            message = _message(parcel, self._provider)
            backend.send_messages([message])
        except AnymailRecipientsRefused as refusal:
            raise Refused(422, _plain(refusal), Verdict.REFUSED, Cause.RECIPIENT) from refusal
        except AnymailAPIError as error:
            raise _translated(error) from error
        except (CarrierError, DatabaseError):
            raise
        except Exception as error:
            if moment.has_come and not isinstance(error, AnymailError):
                raise OutcomeUnknown(_plain(error)) from error
            # It could not be put into the provider's words, so it was not sent.
            raise Refused(400, _plain(error), Verdict.REFUSED, Cause.RECIPIENT) from error
        status = message.anymail_status
        if not TAKEN & (status.status or set()):
            said = f"the provider calls it {', '.join(map(str, status.status or ['nothing']))}"
            code = int(getattr(status.esp_response, "status_code", 200))
            if code < 300:
                raise OutcomeUnknown(said)
            raise Refused(code, said, Verdict.BLOCKED, Cause.BLOCKED)
        return Receipt(250, str(status.message_id or ""))

    def _open(self) -> Any:
        if self._backend is None:
            arguments = _arguments(self._provider, self._settings, self._wait)
            try:
                backend = _new_backend(self._provider.backend, arguments)
                backend.open()
            except Exception as error:
                # A key is missing or cannot be used: no message's fault.
                raise Refused(401, _plain(error), Verdict.TRANSPORT, Cause.LOGIN) from error
            backend.request_header = self._provider.request_key
            self._backend = backend
        return self._backend


class _Moment:
    """The arming, and whether it has come to it."""

    def __init__(self, arm: Callable[[], bool]) -> None:
        self._arm = arm
        self.has_come = False

    def __call__(self) -> bool:
        self.has_come = self._arm()
        return self.has_come


def _new_backend(name: str, arguments: dict[str, Any]) -> Any:
    with warnings.catch_warnings():
        # SendGrid: Anymail cannot try it against a free account any more. It works; a test here says so.
        warnings.simplefilter("ignore", AnymailNotSupportedWarning)
        return _backend_class(name)(**arguments, ignore_unsupported_features=True)


@cache
def _backend_class(name: str) -> type[Any]:
    """Anymail's backend of a provider, with our moment right before the request."""
    base = import_module(f"anymail.backends.{name}").EmailBackend

    class Armed(base):  # type: ignore[misc, valid-type]
        arm: Callable[[], bool]
        request_header = ""
        request_key = ""

        def post_to_esp(self, payload: Any, message: Any) -> Any:
            if self.request_header:
                payload.headers[self.request_header] = self.request_key
            if not self.arm():
                raise NotArmed
            return super().post_to_esp(payload, message)

    return Armed


def _arguments(provider: Provider, values: dict[str, Any], wait: float) -> dict[str, Any]:
    """What the backend is told: what was typed, in its own form where it has one."""
    if provider.backend == "amazon_ses":
        config = {
            "connect_timeout": CONNECT_SECONDS,
            "read_timeout": wait,
            "retries": {"total_max_attempts": 1},
        }
        return {
            "client_params": {
                "aws_access_key_id": values.get("access_key_id"),
                "aws_secret_access_key": values.get("secret_access_key"),
                "region_name": values.get("region_name"),
                "config": config,
            }
        }
    typed = {field.name for field in provider.fields} - {"region", provider.hook_key}
    arguments = {name: values[name] for name in typed if values.get(name)}
    if "region_name" in arguments:
        arguments["region"] = arguments.pop("region_name")
    if entrance := dict(provider.regions).get(values.get("region", "")):
        arguments["api_url"] = entrance
    return arguments | {"timeout": (CONNECT_SECONDS, wait)}


def _message(parcel: Parcel, provider: Provider) -> AnymailMessage:
    """The composed mail, taken apart again: providers want its parts."""
    parsed = message_from_bytes(parcel.body, policy=policy.default)
    headers = {name: str(value) for name, value in parsed.items() if name.lower() not in ITS_OWN}
    if provider.mail_key:
        headers[provider.mail_key] = str(uuid.uuid5(uuid.NAMESPACE_URL, parcel.message_id))
    message = AnymailMessage(
        subject=str(parsed["Subject"]),
        body=_part(parsed, "plain"),
        from_email=str(parsed["From"]),
        to=[parcel.recipient],
        headers=headers,
        metadata={"promotor": parcel.reference},
        track_opens=False,
        track_clicks=False,
    )
    html = _part(parsed, "html")
    if html:
        message.attach_alternative(html, "text/html")
    return message


def _part(parsed: EmailMessage, kind: str) -> str:
    part = parsed.get_body((kind,))
    return str(part.get_content()) if part is not None else ""


def _translated(error: AnymailAPIError) -> Exception:
    """A failed request in a carrier's words."""
    status = error.status_code
    cause = error.__cause__
    if status is None and isinstance(error.response, dict):  # botocore's ClientError
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    if status is not None:
        judged = judge(int(status), _plain(error))
        return (
            OutcomeUnknown(_plain(error))
            if judged is None
            else Refused(int(status), _answer(error), judged[0], judged[1])
        )
    never = _never_connected(cause)
    return ConnectionLost(_plain(cause or error), never) if never else OutcomeUnknown(_plain(cause or error))


def _never_connected(error: BaseException | None) -> Cause | None:
    """Why no request left; None if one may have."""
    if isinstance(error, requests.exceptions.SSLError):
        return Cause.TLS
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return Cause.TIMEOUT
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.ProxyError):
        return Cause.UNKNOWN_HOST
    if isinstance(error, requests.exceptions.ConnectionError) and error.args:
        reason = error.args[0]
        reason = reason.reason if isinstance(reason, MaxRetryError) else reason
        if isinstance(reason, NameResolutionError):
            return Cause.UNKNOWN_HOST
        if isinstance(reason, ConnectTimeoutError):
            return Cause.NO_CONNECTION if isinstance(reason, NewConnectionError) else Cause.TIMEOUT
    return NEVER_CONNECTED.get(type(error).__name__)


def _answer(error: AnymailAPIError) -> str:
    """What the provider itself said, if it did."""
    return " ".join(str(getattr(error.response, "text", "") or error.__cause__ or error).split())[:300]


def _plain(error: BaseException) -> str:
    return " ".join(str(error).split())[:600]
