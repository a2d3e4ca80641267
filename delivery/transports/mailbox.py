"""A mailbox that mails come back or are answered to, read by IMAP."""

import contextlib
import imaplib
import socket
import ssl
from collections.abc import Iterator
from typing import Self
from urllib.parse import unquote, urlsplit

from delivery.transports.public_hosts import NotPublic, connect

WAIT = 30
# The rest waits for the next look.
MOST = 200
LARGEST = 5_000_000  # bytes of one mail; what is beyond are attachments


class MailboxUnreachable(Exception):
    """No connection, wrong password, no such folder; `cause` as templates/delivery/_reply_problem.html knows it."""

    def __init__(self, cause: str, detail: str) -> None:
        super().__init__(detail or cause)
        self.cause = cause


class Mailbox:
    """`url`: imaps://user:password@host/INBOX; imap+starttls:// encrypts after the greeting.

    imap:// has no encryption, for a server next door. `public_only`: for hosts that strangers typed.
    """

    def __init__(self, url: str, *, public_only: bool = False, wait: float = WAIT) -> None:
        self._url = urlsplit(url)
        self._public_only, self._wait = public_only, wait

    def __enter__(self) -> Self:
        cause = "no_connection"
        try:
            self._imap = self._connect()
            cause = "login"
            self._imap.login(unquote(self._url.username or ""), unquote(self._url.password or ""))
            cause = "folder"
            if self._imap.select(_quoted(unquote(self._url.path.strip("/")) or "INBOX"))[0] != "OK":
                raise MailboxUnreachable(cause, "no such folder")
            # As long as it is the same, the numbers of mails mean the same mails (RFC 3501).
            self.mark = _text(self._imap.response("UIDVALIDITY")[1])
        except (OSError, imaplib.IMAP4.error, UnicodeError) as error:
            raise MailboxUnreachable(_cause(error, cause), str(error)) from error
        return self

    def __exit__(self, *details: object) -> None:
        with contextlib.suppress(OSError, imaplib.IMAP4.error):
            self._imap.logout()

    def _connect(self) -> imaplib.IMAP4:
        host, scheme = self._url.hostname or "", self._url.scheme
        if scheme == "imaps":
            over_tls = _PublicImapOverTls if self._public_only else imaplib.IMAP4_SSL
            context = ssl.create_default_context()
            return over_tls(host, self._url.port or 993, ssl_context=context, timeout=self._wait)
        plain = _PublicImap if self._public_only else imaplib.IMAP4
        imap = plain(host, self._url.port or 143, timeout=self._wait)
        if scheme == "imap+starttls":
            imap.starttls(ssl.create_default_context())
        return imap

    @property
    def newest(self) -> int:
        """The number of the newest mail; 0 in an empty folder."""
        numbers = self._numbers("ALL")
        return numbers[-1] if numbers else 0

    def unread(self) -> Iterator[tuple[str, bytes]]:
        """Number and content of the mails nobody has read; looking does not mark them."""
        for number in self._numbers("UNSEEN")[:MOST]:
            raw = self._fetch(number)
            if raw is not None:
                yield str(number), raw

    def after(self, last: int) -> Iterator[tuple[int, bytes]]:
        """Number and content of the mails that came after number `last`, read by somebody or not."""
        # "5:*" means the newest mail, too, when there is none from 5 on.
        numbers = [number for number in self._numbers(f"UID {last + 1}:*") if number > last]
        for number in numbers[:MOST]:
            yield number, self._fetch(number) or b""

    def mark_read(self, number: str) -> None:
        """Keep a mail from being read again."""
        self._imap.uid("STORE", number, "+FLAGS", "(\\Seen)")

    def _numbers(self, wanted: str) -> list[int]:
        found = self._imap.uid("SEARCH", wanted)[1]
        return sorted(map(int, (found[0] or b"").decode().split()))

    def _fetch(self, number: int) -> bytes | None:
        parts = self._imap.uid("FETCH", str(number), f"(BODY.PEEK[]<0.{LARGEST}>)")[1]
        return next((part[1] for part in parts if isinstance(part, tuple)), None)


class _PublicImap(imaplib.IMAP4):
    def _create_socket(self, timeout: float | None) -> socket.socket:
        return connect(self.host, self.port, timeout or WAIT)


class _PublicImapOverTls(imaplib.IMAP4_SSL):
    def _create_socket(self, timeout: float | None) -> socket.socket:
        plain = connect(self.host, self.port, timeout or WAIT)
        return self.ssl_context.wrap_socket(plain, server_hostname=self.host)


def _cause(error: Exception, otherwise: str) -> str:
    kinds: tuple[tuple[type[Exception], str], ...] = (
        (NotPublic, "not_public"),
        (socket.gaierror, "unknown_host"),
        (ssl.SSLError, "tls"),
        (TimeoutError, "timeout"),
    )
    return next((cause for kind, cause in kinds if isinstance(error, kind)), otherwise)


def _quoted(folder: str) -> str:
    escaped = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _text(found: list[bytes | None] | None) -> str:
    return (found[0] or b"").decode() if found else ""
