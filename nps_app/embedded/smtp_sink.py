"""A mail server for tests: keeps what it accepts, refuses what a test tells it to refuse."""

import time
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(frozen=True)
class Caught:
    """One accepted mail."""

    sender: str
    recipients: list[str]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        """The parsed mail."""
        return message_from_bytes(self.raw, policy=policy.default)

    @property
    def text(self) -> str:
        """Its plain text part."""
        part = self.message.get_body(("plain",))
        return str(part.get_content()) if part else ""

    @property
    def html(self) -> str:
        """Its HTML part."""
        part = self.message.get_body(("html",))
        return str(part.get_content()) if part else ""


@dataclass
class SmtpSink:
    """`refuse` maps an address to the reply it gets at RCPT; `data_reply` answers every body instead of 250."""

    port: int
    messages: list[Caught] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)
    data_reply: str = "250 OK"

    def __post_init__(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, enable_SMTPUTF8=True)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Accept a recipient, or give the reply a test has set for it."""
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep the mail if it is accepted."""
        if self.data_reply.startswith("250"):
            content = bytes(envelope.original_content or b"")
            self.messages.append(Caught(envelope.mail_from or "", list(envelope.rcpt_tos), content))
        return self.data_reply

    def wait_for(self, count: int, seconds: float = 20.0) -> list[Caught]:
        """The mails, once there are at least `count` of them."""
        deadline = time.monotonic() + seconds
        while len(self.messages) < count:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{len(self.messages)} of {count} mails came within {seconds:.0f} seconds")
            time.sleep(0.05)
        return list(self.messages)

    def __enter__(self) -> "SmtpSink":
        self._controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._controller.stop()
