"""Reckon anew where customers stand between what they said and what they buy. Idempotent; any number of workers."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from accounts.models import Organisation
from contacts.models import Product, Standing
from contacts.queries.purchases import valid_purchases
from contacts.rules.rhythm import BETWEEN, NO, SILENT, YES, quadrant, rhythm_of
from responses.maths import scale
from responses.models import Response

BATCH = 5_000
_SAYS = {"promoter": YES, "passive": BETWEEN, "detractor": NO}
_FIELDS = {
    "score": "smallint", "answered_at": "timestamptz", "purchases": "int", "last_bought_at": "timestamptz",
    "product_id": "bigint", "rhythm_days": "int", "due_at": "timestamptz", "late_at": "timestamptz", "rhythm": "text",
    "quadrant": "text", "turns_at": "timestamptz",
}  # fmt: skip
_WRITE = (
    "UPDATE contacts_standing AS old SET stale = false, "  # noqa: S608 - constants
    + ", ".join(f"{name} = new.{name}" for name in _FIELDS)
    + f" FROM json_to_recordset(%s) AS new(contact_id bigint, {', '.join(map(' '.join, _FIELDS.items()))})"
    " WHERE old.contact_id = new.contact_id AND old.organisation_id = %s"
)


@transaction.atomic
def refresh_standings(*, organisation: Organisation, now: datetime) -> int:
    """Take up to a batch of stale standings; returns how many there were, 0 when all are true."""
    stale = Standing.objects.of(organisation).filter(stale=True)
    ids = list(stale.select_for_update(skip_locked=True).order_by("pk").values_list("pk", flat=True)[:BATCH])
    if not ids:
        return 0
    bought: dict[int, list[tuple[datetime, int | None]]] = defaultdict(list)
    rows = valid_purchases(organisation).filter(contact__in=ids).order_by("contact", "bought_at", "pk")
    for contact, bought_at, product in rows.values_list("contact", "bought_at", "product"):
        bought[contact].append((bought_at, product))
    answers = {
        contact: (score, answered_at)
        for contact, score, answered_at in Response.objects.of(organisation)
        .filter(contact__in=ids)
        .order_by("contact", "-answered_at", "-pk")
        .distinct("contact")
        .values_list("contact", "score", "answered_at")
    }
    rhythms = {row.pk: row.rhythm_days for row in Product.objects.of(organisation)}
    known = [contact for contact in ids if contact in bought or contact in answers]
    standings = [
        {"contact_id": contact}
        | _standing(organisation, bought.get(contact, []), answers.get(contact), rhythms, now)
        for contact in known
    ]
    _write(organisation, standings)
    # Neither an answer nor a purchase is left: there is nothing to say.
    Standing.objects.of(organisation).filter(pk__in=set(ids) - set(known)).delete()
    return len(ids)


def _standing(
    organisation: Organisation,
    bought: list[tuple[datetime, int | None]],
    answer: tuple[int, datetime] | None,
    rhythms: dict[int, int | None],
    now: datetime,
) -> dict[str, Any]:
    days = list(dict.fromkeys(moment.astimezone(organisation.zone).date() for moment, _product in bought))
    last, product = bought[-1] if bought else (None, None)
    product_days = rhythms.get(product) if product is not None else None
    rhythm = rhythm_of(days, last, product_days=product_days, now=now)
    score, answered_at = answer or (None, None)
    says = SILENT if score is None else _SAYS[scale.category(score)]
    return {
        "score": score,
        "answered_at": answered_at,
        "purchases": len(days),
        "last_bought_at": last,
        "product_id": product,
        "rhythm_days": rhythm.days,
        "due_at": rhythm.due_at,
        "late_at": rhythm.late_at,
        "rhythm": rhythm.state,
        "quadrant": quadrant(says, rhythm),
        "turns_at": rhythm.turns_at,
    }


def _write(organisation: Organisation, standings: Iterable[dict[str, Any]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [json.dumps(list(standings), default=datetime.isoformat), organisation.pk])
