"""A mail server that accepts everything and keeps nothing: `python -m bench.sink PORT`, ended by its parent.

asyncio with PIPELINING, so that a measurement of sending is not one of the receiver.
"""

import asyncio
import sys


class Sink(asyncio.Protocol):
    """One connection. Counts nothing, parses as little as the protocol allows."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.out: asyncio.Transport = transport  # type: ignore[assignment]
        self.rest, self.in_body = b"", False
        self.out.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self.rest += data
        replies = []
        while True:
            end, length = (b"\r\n.\r\n", 5) if self.in_body else (b"\r\n", 2)
            at = self.rest.find(end)
            if at < 0:
                break
            line, self.rest = self.rest[:at], self.rest[at + length :]
            replies.append(self.answer(line))
        self.out.write(b"".join(replies))

    def answer(self, line: bytes) -> bytes:
        if self.in_body:
            self.in_body = False
            return b"250 taken\r\n"
        verb = line[:4].upper()
        if verb == b"DATA":
            self.in_body = True
            return b"354 go on\r\n"
        if verb == b"EHLO":
            return b"250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n"
        return b"221 bye\r\n" if verb == b"QUIT" else b"250 OK\r\n"


async def main(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
