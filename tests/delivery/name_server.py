"""A name server on a loopback port that knows the records a test gives it."""

import socketserver
import threading

import dns.message
import dns.rcode
import dns.resolver
import dns.rrset


class NameServer:
    """`records`: {(name, type): [values]}; `resolver` asks nobody else."""

    def __init__(self, records: dict[tuple[str, str], list[str]]) -> None:
        self.records = records
        handler = type("Handler", (_Handler,), {"owner": self})
        self._server = socketserver.ThreadingUDPServer(("127.0.0.1", 0), handler)
        self.resolver = dns.resolver.Resolver(configure=False)
        self.resolver.nameservers, self.resolver.port = ["127.0.0.1"], self._server.server_address[1]

    def __enter__(self) -> "NameServer":
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}).start()
        return self

    def __exit__(self, *details: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(socketserver.BaseRequestHandler):
    owner: NameServer

    def handle(self) -> None:
        raw, out = self.request
        query = dns.message.from_wire(raw)
        question = query.question[0]
        name, kind = question.name.to_text(omit_final_dot=True), question.rdtype.name
        answer = dns.message.make_response(query)
        if values := self.owner.records.get((name, kind)):
            answer.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, *values))
        elif not any(name == known for known, _ in self.owner.records):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        out.sendto(answer.to_wire(), self.client_address)
