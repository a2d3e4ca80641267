"""Find what a link leads to and remember that it was opened, in one statement: all that opening a page costs."""

import logging

from django.db import DatabaseError

from nps_app.lib.compiled import Prepared
from responses.queries.asked import INVITED, Asked, asked_by_token, asked_of
from surveys.actions.note_visit import INTO, UNHURRIED, Visit, unharmed

logger = logging.getLogger(__name__)
_OPEN = Prepared(
    "open_invitation",
    f"""
    WITH invited AS ({INVITED}), noted AS (
        {INTO} SELECT $2, $3, $4, $5, $6, $7, organisation_id, id FROM invited
         WHERE NOT is_sample AND (answered_at IS NOT NULL OR expires_at > $2) AND {UNHURRIED}
    )
    SELECT * FROM invited
    """,  # noqa: S608 - statements of ours
    is_read=True,
)


def open_invitation(*, token: str, visit: Visit) -> Asked | None:
    """Who is asked, as asked_by_token says. Only an invitation's visits are noted, never at the page's expense."""
    try:
        with unharmed():
            row = _OPEN.row(token, *visit)
    except DatabaseError as error:
        logger.warning("a visit was not noted: %s", error)
        return asked_by_token(token)
    return asked_of(token, row)
