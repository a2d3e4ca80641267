"""An IMAP server with one folder: as much of RFC 3501 as reading mails takes."""

import re
import socketserver
import threading


class MailboxServer:
    """`mails` lie in the folder; `seen` are the numbers marked as read; `mark` is the folder's UIDVALIDITY."""

    def __init__(self, mails: list[bytes]) -> None:
        self.mails, self.seen, self.mark = mails, set(), 7
        handler = type("Handler", (_Handler,), {"owner": self})
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.url = f"imap://me:p%40ss@127.0.0.1:{self.port}/INBOX"

    def __enter__(self) -> "MailboxServer":
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}).start()
        return self

    def __exit__(self, *details: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(socketserver.StreamRequestHandler):
    owner: MailboxServer

    def handle(self) -> None:
        self.wfile.write(b"* OK ready\r\n")
        for line in self.rfile:
            tag, _, command = line.decode().strip().partition(" ")
            self.wfile.write(self.answer(command) + f"{tag} {self.verdict(command)} done\r\n".encode())

    def verdict(self, command: str) -> str:
        return "NO" if command.startswith("LOGIN") and '"p@ss"' not in command else "OK"

    def answer(self, command: str) -> bytes:
        verb = command.upper()
        if verb.startswith("CAPABILITY"):
            return b"* CAPABILITY IMAP4rev1\r\n"
        if verb.startswith("SELECT"):
            return f"* {len(self.owner.mails)} EXISTS\r\n* OK [UIDVALIDITY {self.owner.mark}]\r\n".encode()
        if verb.startswith("UID SEARCH"):
            return f"* SEARCH {' '.join(map(str, self.found(verb)))}\r\n".encode()
        number = int(found.group(1)) if (found := re.match(r"UID (?:FETCH|STORE) (\d+)", verb)) else 0
        if verb.startswith("UID FETCH"):
            raw = self.owner.mails[number - 1]
            return f"* {number} FETCH (UID {number} BODY[] {{{len(raw)}}}\r\n".encode() + raw + b")\r\n"
        if verb.startswith("UID STORE"):
            self.owner.seen.add(number)
        return b""

    def found(self, verb: str) -> list[int]:
        every = list(range(1, len(self.owner.mails) + 1))
        if "UNSEEN" in verb:
            return [number for number in every if number not in self.owner.seen]
        if first := re.search(r"UID (\d+):\*", verb.removeprefix("UID ")):
            # "9:*" names the last mail even where there is no ninth.
            return [number for number in every if number >= int(first.group(1))] or every[-1:]
        return every
