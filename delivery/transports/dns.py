"""Ask the name servers. Two seconds a question, so that a page about them is never long in coming."""

from collections.abc import Sequence

import dns.exception
import dns.resolver
import dns.reversename

WAIT = 2.0


def lookup(name: str, kind: str) -> Sequence[str] | None:
    """The values of a name's records of one type (TXT, MX, A, PTR): none if there are none, None if nobody answered."""
    try:
        wanted = dns.reversename.from_address(name) if kind == "PTR" else name
        answer = dns.resolver.resolve(wanted, kind, lifetime=WAIT)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (dns.exception.DNSException, OSError, ValueError):
        return None
    if kind == "TXT":
        return [b"".join(record.strings).decode("utf-8", "replace") for record in answer]
    return [record.to_text() for record in answer]
