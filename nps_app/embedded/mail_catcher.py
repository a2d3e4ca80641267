"""A mail server that keeps what it is given: one .eml file per mail, so that a trial sends nothing to anybody.

Run as `python -m nps_app.embedded.mail_catcher --port 2525 --folder var/mail`.
"""

import argparse
import asyncio
import contextlib
import os
import secrets
import signal
import time
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

LARGEST_MAIL = 32 * 1024 * 1024


class KeepInFolder:
    """Writes each mail beside its final name first: a reader of the folder never sees half a mail."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep the mail with the addresses of its envelope, which Bcc and bounces make differ from its headers."""
        name = f"{time.time_ns():020d}-{secrets.token_hex(4)}.eml"
        half = self.folder / f".{name}.half"
        half.write_bytes(_envelope_headers(envelope) + (envelope.original_content or b""))
        half.rename(self.folder / name)
        return "250 OK"


def _envelope_headers(envelope: Envelope) -> bytes:
    lines = [f"X-Envelope-From: {envelope.mail_from or ''}"]
    lines += [f"X-Envelope-To: {recipient}" for recipient in envelope.rcpt_tos]
    return "".join(f"{line}\r\n" for line in lines).encode()


async def serve(port: int, folder: Path) -> None:
    """Catch mail on a loopback port until SIGTERM or SIGINT."""
    folder.mkdir(parents=True, exist_ok=True)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    keeper = KeepInFolder(folder)
    server = await loop.create_server(
        lambda: SMTP(
            keeper, data_size_limit=LARGEST_MAIL, enable_SMTPUTF8=True, ident="Promotor mail catcher"
        ),
        host="127.0.0.1",
        port=port,
    )
    async with server:
        await stopped.wait()


def main() -> None:
    """Read the options and serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=int(os.environ.get("EMAIL_PORT") or 2525))
    parser.add_argument("--folder", type=Path, default=os.environ.get("MAIL_CATCHER_DIR") or "var/mail")
    options = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(options.port, options.folder))


if __name__ == "__main__":
    main()
