import logging
from collections.abc import Callable
from datetime import datetime

from django.conf import settings

from delivery.actions.close_message import Settled
from delivery.actions.note_mail_event import note_mail_event
from delivery.rules.leaving import key_of_leaver
from delivery.rules.references import rows_named_in
from delivery.rules.reports import read_report
from delivery.transports.mailbox import Mailbox

logger = logging.getLogger(__name__)


def read_bounces(*, settled: Settled | None, leaving: Callable[[str], bool], now: datetime) -> int:
    """Take in the reports that came back to the bounce mailbox; returns how many said something new.

    `leaving` hears the key of whoever writes to be left alone, and says whether it knew it.

    Each mail is marked as read after what it says is committed: a kill in between reads it again, which
    changes nothing. What is no report, or about no mail of ours, is marked as read and left for a person.
    """
    new = 0
    with Mailbox(settings.BOUNCE_MAILBOX) as mailbox:
        for number, raw in mailbox.unread():
            new += _take_in(raw, settled, leaving, now)
            mailbox.mark_read(number)
    return new


def _take_in(raw: bytes, settled: Settled | None, leaving: Callable[[str], bool], now: datetime) -> int:
    try:
        report, key = read_report(raw), key_of_leaver(raw)
    except Exception:
        # Anybody can send us anything; one broken mail must not keep us from reading the others.
        logger.exception("a mail in the bounce mailbox could not be read")
        return 0
    if report is None:
        return int(bool(key) and leaving(key))
    keys = [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
    return sum(
        note_mail_event(
            row=row, news=report.news, source="mailbox", detail=report.detail, settled=settled, now=now
        )
        for row in dict.fromkeys(rows_named_in(report.about, keys))
    )
