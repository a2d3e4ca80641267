"""Remember who or what opened a link: not an answer, and nothing a page may fail or wait for."""

import logging
import time
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime
from typing import Any, NamedTuple, Self

from django.db import DatabaseError, connection, transaction

from nps_app.lib.batches import EVERY_SECONDS, Batch
from nps_app.lib.visitors import browser_key, network
from surveys.models import Invitation, LinkHit

logger = logging.getLogger(__name__)
# One round trip that waits for no disk: losing the last visits in a crash loses no answer. Whoever was erased in the
# meantime leaves nothing behind.
_INSERT = f"""
INSERT INTO {LinkHit._meta.db_table}
       (organisation_id, invitation_id, at, method, score, network, browser, is_prefetch)
SELECT v.*
  FROM unnest(%s::bigint[], %s::bigint[], %s::timestamptz[], %s::text[], %s::smallint[], %s::text[], %s::text[],
              %s::boolean[]) AS v (organisation, invitation, at, method, score, network, browser, is_prefetch)
 WHERE EXISTS (SELECT FROM {Invitation._meta.db_table} i WHERE i.id = v.invitation)
   AND set_config('synchronous_commit', 'off', true) <> ''
"""  # noqa: S608 - tables of ours


class Visit(NamedTuple):
    """One opening of an invitation's link; the columns of _INSERT."""

    organisation: int
    invitation: int
    at: datetime
    method: str
    score: int | None
    network: str
    browser: str
    is_prefetch: bool

    @classmethod
    def of(
        cls, meta: Mapping[str, Any], organisation: int, invitation: int, *, tapped: int | None, now: datetime
    ) -> Self:
        """The visit of a request, of which `meta` is what the web server says (PEP 3333)."""
        purpose = meta.get("HTTP_SEC_PURPOSE", "") + meta.get("HTTP_PURPOSE", "")
        return cls(
            organisation=organisation,
            invitation=invitation,
            at=now,
            method=meta["REQUEST_METHOD"],
            score=tapped,
            network=network(meta),
            browser=browser_key(meta),
            is_prefetch="prefetch" in purpose,
        )


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
    """Remember at once that a link was opened. Never fails the page."""
    known = (invitation.organisation_id, invitation.pk, now, method, score, network, browser, is_prefetch)
    _note(Visit(*known))


def note_visit_soon(visit: Visit) -> None:
    """Remember it within a fraction of a second, together with the other visits of this process.

    Inside a transaction there is no later: whoever opened it means to see the visit.
    """
    if connection.in_atomic_block:
        _note(visit)
    else:
        _visits.add(visit)


def wait_for_visits() -> None:
    """Return when all visits so far are stored, those of the other web processes, too."""
    if not connection.in_atomic_block:
        _visits.flush()
        time.sleep(2 * EVERY_SECONDS)


def _note(visit: Visit) -> None:
    # Outside a transaction the statement is its own; a BEGIN and a COMMIT would cost two more round trips.
    guard = transaction.atomic() if connection.in_atomic_block else nullcontext()
    try:
        with guard:
            _store([visit])
    except DatabaseError as error:
        logger.warning("visit of invitation %s not noted: %s", visit.invitation, error)


def _store(visits: Sequence[Visit]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [list(column) for column in zip(*visits, strict=True)])


_visits: Batch[Visit] = Batch(_store)
