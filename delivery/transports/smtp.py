"""One SMTP connection, reused over a batch, with a moment to write down "from here on it may have been sent".

Before `arm` every failure is safe to try again. After it, only a reply of the server tells what became of the mail.
"""

import contextlib
import ipaddress
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from django.conf import settings

from delivery.rules.breaker import Cause
from delivery.rules.smtp_replies import Stage, cause_of, classify
from delivery.transports.carrier import ConnectionLost, NotArmed, OutcomeUnknown, Refused, cause_of_break
from delivery.transports.public_smtp import PublicSmtp, PublicSmtpOverTls

READY_FOR_BODY = 354
# Until it has greeted us and let us in. A server that hangs must not hold up what leaves by others.
CONNECT_SECONDS = 20


@dataclass(frozen=True, kw_only=True)
class SmtpServer:
    """A mail server and how to get in. `security`: "tls" from the first byte, "starttls", or "" for none."""

    host: str
    port: int
    security: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    # How long it may stay silent; None: as the settings say.
    wait: float | None = None
    # Only a public address will do: somebody typed the host whom the operator does not let into the own network.
    public_only: bool = False

    @classmethod
    def of_settings(cls) -> Self:
        """The server's own, from the environment."""
        return cls(
            host=settings.EMAIL_HOST,
            port=settings.EMAIL_PORT,
            security="tls" if settings.EMAIL_USE_SSL else "starttls" if settings.EMAIL_USE_TLS else "",
            user=settings.EMAIL_HOST_USER,
            password=settings.EMAIL_HOST_PASSWORD,
        )


class SmtpRefused(Refused):
    """The server said no; `stage`: where in the conversation."""

    def __init__(self, code: int, text: str, stage: Stage) -> None:
        self.stage = stage
        super().__init__(code, text, classify(code, text, stage), cause_of(code, text, stage))


class SmtpConnection:
    """Opens itself at the first mail and again after a break. Use it as a context manager."""

    def __init__(self, server: SmtpServer | None = None) -> None:
        self._server = server or SmtpServer.of_settings()
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *details: object) -> None:
        if self._smtp is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()
        self._drop()

    def send(self, *, sender: str, recipient: str, body: bytes, arm: Callable[[], bool]) -> int:
        """Hand one mail over and return the server's code. `arm` is called when the server waits for the body."""
        smtp = self._prepare(sender, recipient)
        try:
            armed = arm()
        except BaseException:
            self._drop()
            raise
        if not armed:
            self._drop()
            raise NotArmed
        try:
            smtp.send(_dotted(body))
            code, text = smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise OutcomeUnknown(str(error)) from error
        if not 200 <= code < 600:
            self._drop()
            raise OutcomeUnknown(f"the server answered {code}")
        return self._expect(Stage.DOT, (code, text), 250)

    def _prepare(self, sender: str, recipient: str) -> smtplib.SMTP:
        """Say everything that comes before the body; afterwards the server waits for it."""
        try:
            smtp = self._open()
            if smtp.has_extn("pipelining"):
                self._prepare_at_once(smtp, sender, recipient)
            else:
                self._expect(Stage.MAIL, smtp.mail(sender), 250)
                self._expect(Stage.RCPT, smtp.rcpt(recipient), 250, 251)
                smtp.putcmd("data")
                self._expect(Stage.DATA, smtp.getreply(), READY_FOR_BODY)
        except smtplib.SMTPResponseException as error:
            self._drop()
            raise SmtpRefused(error.smtp_code, _readable(error.smtp_error), Stage.CONNECT) from error
        except (OSError, smtplib.SMTPException, ValueError) as error:
            self._drop()
            raise ConnectionLost(str(error) or type(error).__name__, _cause(error)) from error
        return smtp

    def _prepare_at_once(self, smtp: smtplib.SMTP, sender: str, recipient: str) -> None:
        """MAIL, RCPT and DATA in one go (RFC 2920): one round trip instead of three."""
        for address in (sender, recipient):
            if not address.isprintable() or set(address) & set("<> "):
                raise ValueError(f"{address!r} is not an address")
        smtp.send(f"MAIL FROM:<{sender}>\r\nRCPT TO:<{recipient}>\r\nDATA\r\n".encode("ascii"))
        mail, rcpt, data = smtp.getreply(), smtp.getreply(), smtp.getreply()
        if data[0] == READY_FOR_BODY and (mail[0] != 250 or rcpt[0] not in {250, 251}):
            # A server that takes a body for nobody waits for it: only leaving ends that.
            smtp.close()
            self._smtp = None
        self._expect(Stage.MAIL, mail, 250)
        self._expect(Stage.RCPT, rcpt, 250, 251)
        self._expect(Stage.DATA, data, READY_FOR_BODY)

    def _open(self) -> smtplib.SMTP:
        if self._smtp is None:
            self._smtp = _connect(self._server)
        return self._smtp

    def _expect(self, stage: Stage, reply: tuple[int, bytes], *wanted: int) -> int:
        code, text = reply
        if code in wanted:
            return code
        if code == 421 or code < 200 or self._smtp is None:
            self._drop()
        else:
            try:
                self._smtp.rset()
            except (OSError, smtplib.SMTPException):
                self._drop()
        if code < 200:
            raise ConnectionLost(f"the server answered {code}", Cause.BROKEN_OFF)
        raise SmtpRefused(code, _readable(text), stage)

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
        self._smtp = None


def _connect(server: SmtpServer) -> smtplib.SMTP:
    wait = server.wait or settings.EMAIL_TIMEOUT
    at_first = min(wait, CONNECT_SECONDS)
    smtp: smtplib.SMTP
    if server.security == "tls":
        over_tls = PublicSmtpOverTls if server.public_only else smtplib.SMTP_SSL
        context = ssl.create_default_context()
        smtp = over_tls(
            server.host, server.port, local_hostname=_own_name(), timeout=at_first, context=context
        )
    else:
        plain = PublicSmtp if server.public_only else smtplib.SMTP
        smtp = plain(server.host, server.port, local_hostname=_own_name(), timeout=at_first)
    try:
        smtp.ehlo_or_helo_if_needed()
        if server.security == "starttls":
            smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo()
        if server.user:
            smtp.login(server.user, server.password)
        if smtp.sock is not None:
            smtp.sock.settimeout(wait)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _cause(error: Exception) -> Cause:
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Cause.LOGIN if "AUTH" in str(error) else Cause.TLS
    if isinstance(error, UnicodeError):
        return Cause.LOGIN  # smtplib takes user names and passwords in ASCII only
    if isinstance(error, smtplib.SMTPException):
        return Cause.BROKEN_OFF
    return cause_of_break(error)


def _own_name() -> str:
    """How we introduce ourselves: the site's name, without asking the resolver."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    return f"[IPv6:{host}]" if address.version == 6 else f"[{host}]"


def _dotted(body: bytes) -> bytes:
    """The body with leading dots doubled and the final dot (RFC 5321, 4.5.2)."""
    if not body.endswith(b"\r\n"):
        body += b"\r\n"
    stuffed = body.replace(b"\r\n.", b"\r\n..")
    return (b"." if stuffed.startswith(b".") else b"") + stuffed + b".\r\n"


def _readable(text: bytes | str) -> str:
    found = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return " ".join(found.split())
