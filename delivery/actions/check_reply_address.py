from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from accounts.actions.write_event import write_event
from accounts.models import User
from delivery.actions.enqueue import enqueue
from delivery.actions.open_reply_mailbox import open_reply_mailbox
from delivery.models import OutboundMessage, ReplyAddress
from delivery.rules.references import CHECK, reference_of, return_path

WAIT = 10  # seconds a server may stay silent: somebody sits before the page


def check_reply_address(*, row: ReplyAddress, by: User, now: datetime) -> OutboundMessage:
    """Write a test mail to the address where answers arrive; it counts as working once that mail has come back.

    A mailbox is opened first, and what lies in it already is left alone. Raises MailboxUnreachable.
    """
    found: tuple[str, int] | None = None
    if row.is_mailbox:
        with open_reply_mailbox(row=row, wait=WAIT) as mailbox:
            found = mailbox.mark, mailbox.newest
    return _send(row, found, by, now)


@transaction.atomic
def _send(row: ReplyAddress, found: tuple[str, int] | None, by: User, now: datetime) -> OutboundMessage:
    organisation = row.organisation
    row.check_sent_at, row.confirmed_at = now, None
    row.problem = row.problem_detail = ""
    if found is not None and row.mark != found[0]:
        row.mark, row.last_number = found
    row.save()
    reference = reference_of(row.pk, str(settings.SECRET_KEY), CHECK)
    write_event(organisation=organisation, verb="reply_address.checked", subject=row, by=by, now=now)
    return enqueue(
        kind=OutboundMessage.Kind.TEST,
        policy=OutboundMessage.Policy.RESEND,
        dedup_key=f"reply-check:{row.pk}:{now.timestamp()}",
        recipient=return_path(row.address, reference),
        organisation=organisation,
        payload={
            "subject": gettext("Test of the address for answers"),
            "text": gettext("As soon as this mail arrives, the address works. You can delete it.") + "\n",
        },
        now=now,
    )
