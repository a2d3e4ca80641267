"""The only way out over HTTP: never to a private address, never along a redirect, never through a proxy.

The host is resolved once and that very address is connected to, so a name that changes its mind in between
leads nowhere else. An operator may open networks of their own (settings.OUTGOING_NETWORKS); there, and
only there, plain http is good enough.
"""

import ipaddress
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter import InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError

CONNECT_SECONDS = 5.0
LONGEST_ANSWER = 65_536


class NotReached(Exception):
    """Nothing was handed over: no such host, nobody listening, a certificate nobody should trust."""


class Forbidden(NotReached):
    """The address lies in a network nothing of ours may reach, or is plain http."""


class NoAnswer(Exception):
    """The request may have been taken; nobody said so."""


@dataclass(frozen=True)
class Answer:
    """What the other side said; a text too long is cut."""

    status: int
    text: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


class _Guard(IPFilterAdapter):
    """Refuses private addresses, but for the networks the operator opened."""

    def build_connection_pool_key_attributes(
        self, request: requests.PreparedRequest, verify: Any, cert: Any = None
    ) -> Any:
        try:
            host, pool = super().build_connection_pool_key_attributes(request, verify, cert)
        except InvalidIPAddress as refused:
            return self._opened(request, verify, cert, refused)
        if not self._is_https_proto:
            raise Forbidden("plain http leads into the networks of the operator only")
        return host, pool

    def _opened(
        self, request: requests.PreparedRequest, verify: Any, cert: Any, refused: InvalidIPAddress
    ) -> Any:
        """The same for an address that was refused: the one the name was resolved to a moment ago."""
        address = refused.args[0]
        if not any(address in ipaddress.ip_network(network) for network in settings.OUTGOING_NETWORKS):
            raise Forbidden(f"{address} is a private address") from refused
        host, pool = HTTPAdapter.build_connection_pool_key_attributes(self, request, verify, cert)
        if self._is_https_proto:
            pool.update(assert_hostname=host["host"], server_hostname=host["host"])
        host["host"] = f"[{address}]" if address.version == 6 else str(address)
        return host, pool


def send(
    method: str,
    url: str,
    *,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    user: tuple[str, str] | None = None,
    seconds: float = 15,
) -> Answer:
    """One request; `user` is a name and a password. Raises NotReached, Forbidden among it, and NoAnswer."""
    deadline = time.monotonic() + seconds
    config = Config(
        ip_filter_enable=True,
        ip_filter_allow_loopback_ips=False,
        never_redirect=True,
        default_timeout=(CONNECT_SECONDS, seconds),
        user_agent_override=settings.SITE_NAME,
    )
    with HTTPSession(config) as session:
        session.trust_env = False
        for scheme in ("http", "https"):
            session.mount(f"{scheme}://", _Guard(is_https_proto=scheme == "https"))
        try:
            answer = session.request(method, url, data=body, headers=headers, auth=user, stream=True)
            with answer:
                return Answer(answer.status_code, _text(answer, deadline), answer.headers)
        except requests.RequestException as error:
            raise _outcome(error) from error


def _text(answer: requests.Response, deadline: float) -> str:
    """The beginning of an answer. Its number is known by now: what breaks off here breaks nothing."""
    content = b""
    try:
        for piece in answer.iter_content(8192):
            content += piece
            if len(content) >= LONGEST_ANSWER or time.monotonic() >= deadline:
                break
    except requests.RequestException:
        pass
    return content[:LONGEST_ANSWER].decode(errors="replace")


def _outcome(error: requests.RequestException) -> NotReached | NoAnswer:
    cause = error.args[0] if error.args else error
    reason = cause.reason if isinstance(cause, MaxRetryError) else cause
    if isinstance(reason, NewConnectionError | ConnectTimeoutError) or isinstance(
        error, requests.ConnectTimeout | requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema
    ):
        return NotReached(str(error))
    if isinstance(error, requests.exceptions.SSLError) and _is_handshake(reason):
        return NotReached(str(error))
    if isinstance(error, requests.ConnectionError) and not isinstance(cause, Exception):
        return NotReached(str(error))  # the guard could not resolve the name
    return NoAnswer(str(error))


def _is_handshake(reason: object) -> bool:
    found = [reason, *getattr(reason, "args", ())]
    return any(isinstance(one, ssl.SSLCertVerificationError) for one in found)
