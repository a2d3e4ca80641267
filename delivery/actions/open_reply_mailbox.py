from urllib.parse import quote

from django.conf import settings

from delivery.models import ReplyAddress
from delivery.transports.mailbox import WAIT, Mailbox

SCHEMES = {"tls": "imaps", "starttls": "imap+starttls", "none": "imap"}


def open_reply_mailbox(*, row: ReplyAddress, wait: float = WAIT) -> Mailbox:
    """The mailbox of an organisation, not yet connected. Writes nothing, so there is no event."""
    options = row.options
    user, password = quote(options["user"], safe=""), quote(row.secrets.get("password", ""), safe="")
    place = f"{options['host']}:{options['port']}/{quote(options.get('folder') or 'INBOX', safe='')}"
    url = f"{SCHEMES[options['security']]}://{user}:{password}@{place}"
    return Mailbox(url, public_only=settings.MAIL_PUBLIC_HOSTS_ONLY, wait=wait)
