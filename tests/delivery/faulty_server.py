"""A mail server that breaks at a chosen moment. `break_at` names it: mail, rcpt, data, body, dot."""

import socketserver
import threading
from types import TracebackType


class FaultyServer:
    """Keeps what it accepted in `bodies`; `replies` overrides the answer to MAIL, RCPT, DATA, DOT."""

    def __init__(self, break_at: str = "", replies: dict[str, str] | None = None) -> None:
        self.break_at = break_at
        self.replies = replies or {}
        self.bodies: list[bytes] = []
        self.connections = 0
        handler = type("Handler", (_Handler,), {"owner": self})
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]

    def __enter__(self) -> "FaultyServer":
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(socketserver.StreamRequestHandler):
    owner: FaultyServer

    def handle(self) -> None:
        self.owner.connections += 1
        self._say("220 test")
        for line in self.rfile:
            verb = line.split()[0].upper().decode().partition(":")[0] if line.strip() else ""
            if self.owner.break_at == verb.lower():
                return
            if verb == "DATA":
                if not self._take_body():
                    return
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say(self.owner.replies.get(verb, "250 OK"))

    def _take_body(self) -> bool:
        reply = self.owner.replies.get("DATA", "354 go on")
        self._say(reply)
        if not reply.startswith("354"):
            return True
        if self.owner.break_at == "body":
            return False
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line)
        else:
            return False  # the client went away before the final dot
        reply = self.owner.replies.get("DOT", "250 OK")
        if reply.startswith("250"):
            self.owner.bodies.append(b"".join(lines))
        if self.owner.break_at == "dot":
            return False
        self._say(reply)
        return True

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
