from email.utils import parseaddr

from django.conf import settings

from delivery.rules.sender_checks import Check, Sender, check
from delivery.transports.dns import lookup


def check_sender(*, selector: str) -> list[Check]:
    """Ask the name servers whether mails of ours will be taken. Writes nothing, so there is no event."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2].lower()
    return_domain = settings.BOUNCE_ADDRESS.rpartition("@")[2].lower() or domain
    sender = Sender(domain=domain, return_domain=return_domain, host=settings.EMAIL_HOST, selector=selector)
    return check(sender, lookup)
