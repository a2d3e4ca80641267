from datetime import datetime
from typing import Literal

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from responses.models import QuoteChoice, Response

Kind = QuoteChoice.Kind


@transaction.atomic
def choose_quote(
    *,
    response: Response,
    deed: Literal["pin", "unpin", "hide", "show"],
    theme: str = "",
    by: User,
    now: datetime,
) -> None:
    """Pin a comment to the quotes of a theme, hide it from all quotes, or take either back.

    What is hidden is pinned nowhere, and what is pinned is hidden no longer.
    """
    rows = Response.objects.of(response.organisation)
    row = rows.select_for_update(of=("self",), no_key=True).get(pk=response.pk)
    choices = QuoteChoice.objects.of(row.organisation).filter(response=row)
    if deed == "unpin":
        choices.filter(theme=theme, kind=Kind.PINNED).delete()
    else:
        choices.filter(kind=Kind.PINNED if deed == "hide" else Kind.HIDDEN).delete()
    if deed in ("pin", "hide"):
        QuoteChoice.objects.update_or_create(
            organisation_id=row.organisation_id,
            response=row,
            theme=theme if deed == "pin" else "",
            defaults={"kind": Kind.PINNED if deed == "pin" else Kind.HIDDEN, "by": by, "at": now},
        )
    verb = {"pin": "quote.pinned", "unpin": "quote.unpinned", "hide": "quote.hidden", "show": "quote.shown"}[
        deed
    ]
    write_event(organisation=row.organisation, verb=verb, subject=row, by=by, now=now)
