"""Which addresses must not be written to."""

from collections.abc import Iterable

from accounts.models import Organisation
from contacts.models import Contact, Suppression
from nps_app.lib.compiled import CompiledQuery

# Asked for each mail, right before it leaves.
_ONE: CompiledQuery[Suppression] = CompiledQuery(
    "suppressed",
    # One filter after the other: within one, Django puts the names in the order of the alphabet.
    lambda: Suppression.objects.of(Organisation(pk=0)).filter(channel="").filter(address_hash="").order_by(),
)


def suppressed_among(organisation: Organisation, channel: str, addresses: Iterable[str]) -> dict[str, str]:
    """The suppressed ones among many addresses, each with its reason, in one query."""
    spelled: dict[str, list[str]] = {}
    for address in filter(None, set(addresses)):
        for digest in Suppression.hashes_of(address):
            spelled.setdefault(digest, []).append(address)
    if not spelled:
        return {}
    rows = Suppression.objects.of(organisation).filter(channel=channel, address_hash__in=spelled)
    return {
        address: reason
        for digest, reason in rows.values_list("address_hash", "reason")
        for address in spelled[digest]
    }


def is_suppressed(organisation: Organisation, channel: str, address: str) -> bool:
    """Whether one address must not be written to."""
    if not address:
        return False
    found = (_ONE.first(organisation.pk, channel, digest) for digest in Suppression.hashes_of(address))
    return any(row is not None for row in found)


def is_against_calls(contact: Contact) -> bool:
    """Whether somebody does not wish to be reached on the telephone: said no to SMS, or sent a STOP."""
    if contact.sms_consent == "no" or contact.is_sample:
        return True
    rows = Suppression.objects.of(contact.organisation)
    return rows.covering(Suppression.Channel.PHONE, contact.phone).exists()
