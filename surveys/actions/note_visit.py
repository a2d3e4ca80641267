import logging
from contextlib import nullcontext
from datetime import datetime
from typing import NamedTuple

from django.db import DatabaseError, connection, transaction

from nps_app.lib.compiled import Prepared
from surveys.models import Invitation, LinkHit

logger = logging.getLogger(__name__)
INTO = f"""
INSERT INTO {LinkHit._meta.db_table}
       (at, method, score, network, browser, is_prefetch, organisation_id, invitation_id)
"""
# Waits for no disk: losing the last visits in a crash loses no answer.
UNHURRIED = "set_config('synchronous_commit', 'off', true) <> ''"
_NOTE = Prepared("note_visit", f"{INTO} SELECT $1, $2, $3, $4, $5, $6, $7, $8 WHERE {UNHURRIED} RETURNING id")


class Visit(NamedTuple):
    """What is remembered of one opening of a link; the first columns of INTO."""

    at: datetime
    method: str
    score: int | None
    network: str
    browser: str
    is_prefetch: bool


def note_visit(
    *,
    invitation: Invitation,
    method: str,
    score: int | None,
    network: str,
    browser: str,
    is_prefetch: bool,
    now: datetime,
) -> None:
    """Remember that a link was opened. It is no answer, and never fails the page."""
    visit = Visit(now, method, score, network, browser, is_prefetch)
    try:
        with unharmed():
            _NOTE.row(*visit, invitation.organisation_id, invitation.pk)
    except DatabaseError as error:
        logger.warning("visit of invitation %s not noted: %s", invitation.pk, error)


def unharmed() -> "transaction.Atomic | nullcontext[None]":
    """Around a note that may fail: it must not take a transaction it stands in along.

    Outside a transaction the statement is its own; a BEGIN and a COMMIT would cost two more round trips.
    """
    return transaction.atomic() if connection.in_atomic_block else nullcontext()
