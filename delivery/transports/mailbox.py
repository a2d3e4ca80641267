"""The mailbox bounces come back to, read by IMAP."""

import contextlib
import imaplib
import ssl
from collections.abc import Iterator
from typing import Self
from urllib.parse import unquote, urlsplit

WAIT = 30
# The rest waits for the next look.
MOST = 200


class MailboxUnreachable(Exception):
    """No connection, wrong password, no such folder."""


class Mailbox:
    """`url`: imaps://user:password@host/INBOX; imap:// without encryption, for a server next door."""

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)

    def __enter__(self) -> Self:
        try:
            self._imap = self._connect()
            self._imap.login(unquote(self._url.username or ""), unquote(self._url.password or ""))
            if self._imap.select(unquote(self._url.path.strip("/")) or "INBOX")[0] != "OK":
                raise MailboxUnreachable("no such folder")
        except (OSError, imaplib.IMAP4.error) as error:
            raise MailboxUnreachable(str(error)) from error
        return self

    def __exit__(self, *details: object) -> None:
        with contextlib.suppress(OSError, imaplib.IMAP4.error):
            self._imap.logout()

    def _connect(self) -> imaplib.IMAP4:
        host = self._url.hostname or ""
        if self._url.scheme == "imaps":
            context = ssl.create_default_context()
            return imaplib.IMAP4_SSL(host, self._url.port or 993, ssl_context=context, timeout=WAIT)
        return imaplib.IMAP4(host, self._url.port or 143, timeout=WAIT)

    def unread(self) -> Iterator[tuple[str, bytes]]:
        """Number and content of the mails nobody has read; looking does not mark them."""
        found = self._imap.uid("SEARCH", "UNSEEN")[1]
        for number in (found[0] or b"").decode().split()[:MOST]:
            parts = self._imap.uid("FETCH", number, "(BODY.PEEK[])")[1]
            raw = next((part[1] for part in parts if isinstance(part, tuple)), None)
            if raw is not None:
                yield number, raw

    def mark_read(self, number: str) -> None:
        """Keep a mail from being read again."""
        self._imap.uid("STORE", number, "+FLAGS", "(\\Seen)")
