"""A real HTTP server that takes webhooks: it answers what it is told to, and keeps what it was sent."""

import contextlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

from django.utils import timezone

NOW = timezone.now()


class Receiver:
    """`status`, `headers`, `text`, `seconds` (before it answers) may be changed at any time; `got` are the requests."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.status, self.text, self.seconds = 200, "ok", 0.0
        self.headers: dict[str, str] = {}
        self.got: list[Request] = []
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                owner.got.append(Request(dict(self.headers), body.decode()))
                time.sleep(owner.seconds)
                with contextlib.suppress(ConnectionError):  # whoever asked did not wait for it
                    self.send_response(owner.status)
                    for name, value in owner.headers.items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(owner.text.encode())

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer((host, 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://{host}:{self._server.server_port}/hook"

    def __enter__(self) -> "Receiver":
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


class Request:
    """One webhook as it came in."""

    def __init__(self, headers: dict[str, str], text: str) -> None:
        self.headers = {name.lower(): value for name, value in headers.items()}
        self.text = text
        self.body = json.loads(text)
        self.name = self.headers["webhook-id"]
