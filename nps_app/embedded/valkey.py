"""A Valkey (it speaks Redis) of our own, started in the foreground on a private socket."""

import contextlib
import time
from dataclasses import dataclass
from pathlib import Path

import redis

from nps_app.embedded.supervisor import Program

LEFTOVER_SECONDS = 10.0


@dataclass(frozen=True)
class Valkey:
    """One server: `durable` keeps what it holds over a restart."""

    data: Path
    socket: Path
    binary: Path
    durable: bool = True

    def prepare(self) -> None:
        """Make its folder, and end a server that an earlier run left behind."""
        self.data.mkdir(parents=True, exist_ok=True)
        if not self.is_ready():
            return
        with contextlib.suppress(redis.RedisError), self._client() as client:
            client.shutdown()
        deadline = time.monotonic() + LEFTOVER_SECONDS
        while self.is_ready() and time.monotonic() < deadline:
            time.sleep(0.1)

    def program(self) -> Program:
        """The server in the foreground, for the supervisor."""
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "600",
            "dir": str(self.data),
            "save": "",
            "appendonly": "yes" if self.durable else "no",
            "daemonize": "no",
        }
        options = [part for name, value in settings.items() for part in (f"--{name}", value)]
        return Program("valkey", [str(self.binary), *options])

    def is_ready(self) -> bool:
        """Whether it answers, and has read back what it kept."""
        if not self.socket.exists():
            return False
        try:
            with self._client() as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    @property
    def url(self) -> str:
        """Its address for redis-py and Django."""
        return f"unix://{self.socket}?db=0"

    def _client(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=str(self.socket), socket_timeout=2, socket_connect_timeout=2)
