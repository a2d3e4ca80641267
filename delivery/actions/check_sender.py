from delivery.models import Transport
from delivery.rules.sender_checks import Check, Sender, check
from delivery.transports.dns import lookup
from delivery.transports.identity import identity_of


def check_sender(*, selector: str, transport: Transport | None = None) -> list[Check]:
    """Ask the name servers whether mails that leave this way will be taken. Writes nothing, so there is no event."""
    identity = identity_of(transport)
    return_domain = identity.bounce_address.rpartition("@")[2].lower() or identity.domain
    sender = Sender(
        domain=identity.domain, return_domain=return_domain, host=identity.host, selector=selector
    )
    return check(sender, lookup)
