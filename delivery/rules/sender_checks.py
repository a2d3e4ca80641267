"""Whether the world has reason to take our mails: what the domain's records say, and what to publish instead."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    UNKNOWN = "unknown"  # the name servers did not answer


@dataclass(frozen=True)
class Check:
    """One finding. `problem` is empty where all is well; `name`, `type`, `value` are the record to publish."""

    what: str
    verdict: Verdict
    problem: str = ""
    found: str = ""
    name: str = ""
    type: str = ""
    value: str = ""


@dataclass(frozen=True)
class Sender:
    """Who sends: the domain people see, the one mails come back to, the server that delivers."""

    domain: str
    return_domain: str
    host: str
    selector: str


# Looks one name and type up: its values, none if there are none; None if nobody answered.
Lookup = Callable[[str, str], Sequence[str] | None]


def check(sender: Sender, lookup: Lookup) -> list[Check]:
    """All findings, in the order in which they should be mended.

    Where mails leave by a provider's interface there is no `host`; its envelope and its servers are its own business.
    """
    if not sender.host:
        return [_dkim(sender, lookup), _dmarc(sender, lookup)]
    return [
        _spf(sender, lookup),
        _dkim(sender, lookup),
        _dmarc(sender, lookup),
        _mx(sender, lookup),
        _ptr(sender, lookup),
    ]


def _spf(sender: Sender, lookup: Lookup) -> Check:
    name, server = sender.return_domain, f"a:{sender.host} " if "." in sender.host else ""
    wanted = {"name": name, "type": "TXT", "value": f"v=spf1 {server}mx ~all"}
    found = _starting(lookup(name, "TXT"), "v=spf1")
    if found is None:
        return Check("spf", Verdict.UNKNOWN)
    if not found:
        return Check("spf", Verdict.BAD, "spf_missing", **wanted)
    if len(found) > 1:
        return Check("spf", Verdict.BAD, "spf_twice", found=" | ".join(found))
    words = found[0].lower().split()
    if {"+all", "all", "?all"} & set(words):
        return Check("spf", Verdict.WARN, "spf_open", found=found[0])
    return Check("spf", Verdict.GOOD, found=found[0])


def _dkim(sender: Sender, lookup: Lookup) -> Check:
    name = f"{sender.selector}._domainkey.{sender.domain}"
    values = lookup(name, "TXT")
    if values is None:
        return Check("dkim", Verdict.UNKNOWN)
    keys = [value for value in values if "p=" in value.replace(" ", "")]
    if not keys:
        return Check("dkim", Verdict.BAD, "dkim_missing", name=name, type="TXT", value="v=DKIM1; k=rsa; p=…")
    if not _tags(keys[0]).get("p"):
        return Check("dkim", Verdict.BAD, "dkim_revoked", found=keys[0])
    return Check("dkim", Verdict.GOOD, found=keys[0])


def _dmarc(sender: Sender, lookup: Lookup) -> Check:
    labels = sender.domain.split(".")
    # The domain's own record, else that of a domain above it (never that of a top-level domain).
    for start in range(max(1, len(labels) - 1)):
        name = "_dmarc." + ".".join(labels[start:])
        found = _starting(lookup(name, "TXT"), "v=dmarc1")
        if found is None:
            return Check("dmarc", Verdict.UNKNOWN)
        if found:
            return Check("dmarc", Verdict.GOOD, found=found[0])
    domain = sender.domain
    record = f"v=DMARC1; p=none; rua=mailto:postmaster@{domain}"
    return Check("dmarc", Verdict.BAD, "dmarc_missing", name=f"_dmarc.{domain}", type="TXT", value=record)


def _mx(sender: Sender, lookup: Lookup) -> Check:
    name = sender.return_domain
    found = lookup(name, "MX")
    if found is None:
        return Check("mx", Verdict.UNKNOWN)
    if not found:
        value = f"10 {sender.host}" if "." in sender.host else ""
        return Check("mx", Verdict.BAD, "mx_missing", name=name, type="MX", value=value)
    return Check("mx", Verdict.GOOD, found=", ".join(found))


def _ptr(sender: Sender, lookup: Lookup) -> Check:
    addresses = lookup(sender.host, "A")
    if addresses is None:
        return Check("ptr", Verdict.UNKNOWN)
    for address in addresses:
        names = lookup(address, "PTR")
        if names is None:
            return Check("ptr", Verdict.UNKNOWN)
        if not names:
            return Check("ptr", Verdict.WARN, "ptr_missing", name=address, type="PTR", value=sender.host)
        if not any(address in (lookup(name.rstrip("."), "A") or ()) for name in names):
            return Check("ptr", Verdict.WARN, "ptr_one_way", found=f"{address} → {names[0]}")
    if not addresses:
        return Check("ptr", Verdict.WARN, "host_unknown", found=sender.host)
    return Check("ptr", Verdict.GOOD, found=", ".join(addresses))


def _starting(values: Sequence[str] | None, prefix: str) -> list[str] | None:
    if values is None:
        return None
    return [value for value in values if value.lower().startswith(prefix)]


def _tags(record: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in record.split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs}
