"""A mail server that breaks at a chosen moment.

`break_at` names one (mail, rcpt, data, body, dot), `replies` changes the answer to MAIL, RCPT, DATA, DOT for good;
`choose` decides anew at each moment, for tests that want one mail in ten to fail.
"""

import re
import socketserver
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType


@dataclass(frozen=True)
class Fault:
    """What the server does instead of what it should: wait first, then break off, or answer something else."""

    reply: str = ""
    drop: bool = False
    wait: float = 0.0


@dataclass(frozen=True)
class Accepted:
    """One mail the server took: it may have broken off before it could say so."""

    recipient: str
    message_id: str


FINE = Fault()
# Called with the moment (connect, ehlo, mail, rcpt, data, body, dot) and the recipient, if one was named.
Choose = Callable[[str, str], Fault]
_MESSAGE_ID = re.compile(rb"^Message-ID:\s*(<[^>]*>)", re.IGNORECASE | re.MULTILINE)


class FaultyServer:
    """Keeps what it accepted in `bodies` and `accepted`."""

    def __init__(
        self,
        break_at: str = "",
        replies: dict[str, str] | None = None,
        choose: Choose | None = None,
        *,
        offers: str = "",
        keeps_bodies: bool = True,
        port: int = 0,
    ) -> None:
        self.break_at = break_at
        self.replies = replies or {}
        self.choose = choose
        self.offers = offers  # what EHLO is answered with: PIPELINING, AUTH PLAIN
        self.keeps_bodies = keeps_bodies
        self.bodies: list[bytes] = []
        self.accepted: list[Accepted] = []
        self.connections = 0
        self._handler = type("Handler", (_Handler,), {"owner": self})
        self._server = _Server(("127.0.0.1", port), self._handler)
        self.port = self._server.server_address[1]

    def __enter__(self) -> "FaultyServer":
        self._serve()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Take no more connections; those that are open go on."""
        self._server.shutdown()
        self._server.server_close()

    def open_again(self) -> None:
        """Listen at the same port as before."""
        self._server = _Server(("127.0.0.1", self.port), self._handler)
        self._serve()

    def _serve(self) -> None:
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()

    def fault_at(self, moment: str, recipient: str) -> Fault:
        """What is to go wrong now."""
        if self.break_at == moment:
            return Fault(drop=True)
        if self.choose is not None:
            return self.choose(moment, recipient)
        return Fault(reply=self.replies.get(moment.upper(), ""))


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed is no news."""


class _Handler(socketserver.StreamRequestHandler):
    owner: FaultyServer

    def handle(self) -> None:
        self.owner.connections += 1
        self.recipient, self.refused = "", False
        if not self._answer("connect", "220 test"):
            return
        for line in self.rfile:
            verb = line.split()[0].upper().decode().partition(":")[0] if line.strip() else ""
            if verb == "QUIT":
                self._say("221 bye")
                return
            if verb == "MAIL":
                self.recipient, self.refused = "", False
            if verb == "RCPT":
                self.recipient = line.decode("utf-8", "replace").partition("<")[2].partition(">")[0]
            good = {"AUTH": "235 welcome"}.get(verb, "250 OK")
            if verb == "EHLO" and self.owner.offers:
                good = f"250-test\r\n250 {self.owner.offers}"
            if not (self._take_body() if verb == "DATA" else self._answer(verb.lower(), good)):
                return

    def _take_body(self) -> bool:
        if self.refused and self.owner.choose is not None:
            self._say("503 no recipient")  # pipelined: the client had not heard of it yet
            return True
        if not self._answer("data", "354 go on"):
            return False
        if self.refused and not self.owner.replies.get("DATA", "").startswith("354"):
            return True
        if self.owner.fault_at("body", self.recipient).drop:
            return False
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line)
        else:
            return False  # the client went away before the final dot
        return self._accept(b"".join(lines))

    def _accept(self, body: bytes) -> bool:
        fault = self.owner.fault_at("dot", self.recipient)
        # Garbage instead of an answer: the mail may lie there all the same.
        if not fault.reply[:1].isdigit() or fault.reply.startswith("2"):
            found = _MESSAGE_ID.search(body)
            self.owner.accepted.append(Accepted(self.recipient, found.group(1).decode() if found else ""))
            if self.owner.keeps_bodies:
                self.owner.bodies.append(body)
        return self._do(fault, "250 OK")

    def _answer(self, moment: str, good: str) -> bool:
        return self._do(self.owner.fault_at(moment, self.recipient), good)

    def _do(self, fault: Fault, good: str) -> bool:
        """Answer, well or as the fault wants it; False where the conversation ends here."""
        if fault.wait:
            time.sleep(fault.wait)
        if fault.drop:
            return False
        self.refused = self.refused or (bool(fault.reply) and not fault.reply.startswith(("2", "354")))
        self._say(fault.reply or good)
        return not fault.reply.startswith("421")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
