"""The only way out over HTTP: never to a private address, never along a redirect, never through a proxy.

The host is resolved once and that very address is connected to, so a name that changes its mind in between
leads nowhere else. An operator may open networks of their own (settings.OUTGOING_NETWORKS); there, and
only there, plain http is good enough.
"""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter import InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
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


_request = threading.local()


class _Watched(HTTPConnection):
    """Lets the watchdog hang up: a receiver that sends a byte now and then would keep us for ever."""

    def connect(self) -> None:
        super().connect()
        _request.sockets.append(self.sock)


class _WatchedSecurely(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        line = super()._new_conn()
        _request.sockets.append(line)  # a greeting (TLS) may take for ever, too
        return line

    def connect(self) -> None:
        super().connect()
        _request.sockets.append(self.sock)


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Watched


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _WatchedSecurely


@contextmanager
def _watchdog(seconds: float) -> Iterator[None]:
    """Hang up when the time is over, whatever the other side is doing."""
    sockets = _request.sockets = []
    timer = threading.Timer(seconds, _hang_up, [sockets])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _hang_up(sockets: list[socket.socket]) -> None:
    for line in sockets:
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)


class _Guard(IPFilterAdapter):
    """Refuses private addresses, but for the networks the operator opened."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}

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
    with HTTPSession(config) as session, _watchdog(seconds):
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
