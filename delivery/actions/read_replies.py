from datetime import datetime

from delivery.actions.open_reply_mailbox import open_reply_mailbox
from delivery.actions.receive_mail import Take, receive_mail
from delivery.models import ReplyAddress
from delivery.transports.mailbox import MailboxUnreachable


def read_replies(*, row: ReplyAddress, take: Take, now: datetime) -> int:
    """Look into the mailbox in which customers' answers arrive; returns how many mails belonged to something.

    Nothing in it is changed: neither marked as read, so that people may use it as well, nor deleted. How far it was
    read is noted after each mail that was taken in: a kill in between reads one again, which changes nothing.
    """
    taken = 0
    row.problem = row.problem_detail = ""
    try:
        with open_reply_mailbox(row=row) as mailbox:
            if mailbox.mark != row.mark:  # another mailbox of that name: what it holds is not news
                row.mark, row.last_number = mailbox.mark, mailbox.newest
            for number, raw in mailbox.after(row.last_number):
                taken += receive_mail(row=row, raw=raw, take=take, now=now)
                row.last_number = number
                row.save(update_fields=["last_number", "mark"])
    except MailboxUnreachable as trouble:
        row.problem, row.problem_detail = trouble.cause, str(trouble)[:300]
    except OSError as trouble:  # the connection broke in the middle
        row.problem, row.problem_detail = "no_connection", str(trouble)[:300]
    row.looked_at = now
    row.save(update_fields=["problem", "problem_detail", "looked_at", "last_number", "mark"])
    return taken
