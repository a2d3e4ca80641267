"""Take in many purchases at once: a handful of statements, however many there are."""

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from accounts.models import Organisation
from contacts.models import Contact
from contacts.rules.purchase import Bought

_PRODUCTS = """
    INSERT INTO contacts_product AS old (organisation_id, name, category, link)
    SELECT %(organisation)s, told.name, told.category, ''
    FROM unnest(%(names)s::text[], %(categories)s::text[]) AS told(name, category)
    ORDER BY told.name
    ON CONFLICT (organisation_id, name) DO UPDATE SET category = EXCLUDED.category
    WHERE EXCLUDED.category <> '' AND old.category <> EXCLUDED.category
"""
_KNOWN = "SELECT name, id, category FROM contacts_product WHERE organisation_id = %s AND name = ANY(%s)"
# In one order, so that two writers of the same purchases never wait for each other in a ring.
_LOCK = """
    SELECT external_id, contact_id FROM contacts_purchase WHERE organisation_id = %s AND external_id = ANY(%s)
    ORDER BY external_id FOR UPDATE
"""
_STORE = """
    WITH told AS MATERIALIZED (
        SELECT * FROM json_to_recordset(%(told)s) AS t(external_id text, customer_id text, email text, phone text,
            bought_at timestamptz, amount bigint, refunded bigint, currency text, assumed boolean,
            state text, product bigint)
    ), placed AS (
        SELECT told.*, old.amount AS old_amount, old.refunded AS old_refunded, old.currency AS old_currency,
            old.state AS old_state, old.product_id AS old_product, old.bought_at AS old_bought_at,
            COALESCE(%(contact)s::bigint, by_number.id, by_email.id, by_phone.id, old.contact_id) AS contact,
            COALESCE(NULLIF(told.email, ''), NULLIF(told.phone, ''), NULLIF(told.customer_id, ''), old.customer, '')
                AS customer
        FROM told
        LEFT JOIN contacts_purchase old ON old.organisation_id = %(organisation)s
            AND old.external_id = told.external_id
        LEFT JOIN contacts_contact by_number ON by_number.organisation_id = %(organisation)s
            AND by_number.external_id = told.customer_id AND NOT by_number.external_id = ''
        LEFT JOIN contacts_contact by_email ON by_email.organisation_id = %(organisation)s
            AND lower(by_email.email) = told.email AND NOT by_email.email = ''
        LEFT JOIN contacts_contact by_phone ON by_phone.organisation_id = %(organisation)s
            AND by_phone.phone = told.phone AND NOT by_phone.phone = ''
    )
    INSERT INTO contacts_purchase AS stored (organisation_id, external_id, contact_id, customer, bought_at, amount,
        refunded, currency, state, product_id, source, received_at, updated_at)
    SELECT %(organisation)s, external_id, contact, CASE WHEN contact IS NULL THEN customer ELSE '' END,
        COALESCE(bought_at, old_bought_at, %(now)s), COALESCE(amount, old_amount),
        COALESCE(refunded, old_refunded, 0),
        COALESCE(NULLIF(CASE WHEN assumed THEN old_currency END, ''), NULLIF(currency, ''), old_currency, ''),
        COALESCE(NULLIF(state, ''), old_state, 'sale'), COALESCE(product, old_product), %(source)s, %(now)s, %(now)s
    FROM placed ORDER BY external_id
    ON CONFLICT (organisation_id, external_id) DO UPDATE SET
        contact_id = EXCLUDED.contact_id, customer = EXCLUDED.customer, bought_at = EXCLUDED.bought_at,
        amount = EXCLUDED.amount, refunded = EXCLUDED.refunded, currency = EXCLUDED.currency,
        state = EXCLUDED.state, product_id = EXCLUDED.product_id, updated_at = EXCLUDED.updated_at
    WHERE (stored.contact_id, stored.customer, stored.bought_at, stored.amount, stored.refunded, stored.currency,
        stored.state, stored.product_id) IS DISTINCT FROM (EXCLUDED.contact_id, EXCLUDED.customer,
        EXCLUDED.bought_at, EXCLUDED.amount, EXCLUDED.refunded, EXCLUDED.currency, EXCLUDED.state,
        EXCLUDED.product_id)
    RETURNING external_id, contact_id, xmax = 0
"""
_STALE = """
    INSERT INTO contacts_standing (organisation_id, contact_id, stale)
    SELECT %s, contact, true FROM unnest(%s::bigint[]) AS contact
    ON CONFLICT (contact_id) DO UPDATE SET stale = true WHERE NOT contacts_standing.stale
"""


@dataclass(frozen=True)
class Stored:
    """What became of the purchases. `unmatched` are those written whose customer is no contact yet."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    unmatched: int = 0
    duplicates: int = 0  # told more than once in this list
    new: tuple[str, ...] = ()  # the numbers of those created


@transaction.atomic
def upsert_purchases(
    *,
    organisation: Organisation,
    purchases: Sequence[Bought],
    source: str,
    now: datetime,
    contact: Contact | None = None,
) -> Stored:
    """Keep purchases by their numbers; what is said later mends what was said before, what is not said stays.

    The customer is found by number, then e-mail, then phone; one who is no contact is kept by name until they are.
    `contact` is who bought all of them, where that is known already. Writes no journal line:
    a purchase is its own record.
    """
    together: dict[str, Bought] = {}
    for bought in purchases:
        if bought.external_id in together:
            together[bought.external_id].mend(bought)
        else:
            together[bought.external_id] = bought
    if not together:
        return Stored()
    rows = list(together.values())
    with connection.cursor() as cursor:
        products = _products(cursor, organisation, rows)
        told = {
            "organisation": organisation.pk,
            "told": json.dumps([_told(bought, products) for bought in rows]),
            "source": source,
            "now": now,
            "contact": contact.pk if contact else None,
        }
        touched, written = _store(cursor, organisation, list(together), told)
        mark_stale(organisation, touched | {contact for _id, contact, _new in written} if written else ())
    new = tuple(number for number, _contact, is_new in written if is_new)
    return Stored(
        created=len(new),
        updated=len(written) - len(new),
        unchanged=len(rows) - len(written),
        unmatched=sum(contact is None for _id, contact, _new in written),
        new=new,
        duplicates=len(purchases) - len(rows),
    )


def _store(
    cursor: Any, organisation: Organisation, numbers: list[str], told: dict[str, Any]
) -> tuple[set[int | None], list[tuple[str, int | None, bool]]]:
    """Write them; returns the customers they had before, and what was written.

    What somebody else wrote at the same moment was not there to be looked at, and what they alone said of it would be
    lost: then all is written once more, now that it is there.
    """
    while True:
        cursor.execute(_LOCK, [organisation.pk, numbers])
        known = dict(cursor.fetchall())
        with suppress(_MeanwhileWrittenError), transaction.atomic():
            cursor.execute(_STORE, told)
            written = cursor.fetchall()
            if any(not is_new and number not in known for number, _contact, is_new in written):
                raise _MeanwhileWrittenError
            return set(known.values()), written


class _MeanwhileWrittenError(Exception):
    """A purchase that was new a moment ago is no longer."""


def mark_stale(organisation: Organisation, contacts: Iterable[int | None]) -> None:
    """Have where these customers stand reckoned anew."""
    ids = sorted(contact for contact in contacts if contact is not None)
    if ids:
        with connection.cursor() as cursor:
            cursor.execute(_STALE, [organisation.pk, ids])


def _products(cursor: Any, organisation: Organisation, rows: Sequence[Bought]) -> dict[str, int]:
    """The products by name; new ones are created, and a category that is told is taken over."""
    categories: dict[str, str] = {}
    for bought in rows:
        if bought.product:
            categories[bought.product] = bought.category or categories.get(bought.product, "")
    if not categories:
        return {}
    names = list(categories)
    cursor.execute(_KNOWN, [organisation.pk, names])
    known = {name: (pk, category) for name, pk, category in cursor.fetchall()}
    news = [
        name
        for name in names
        if name not in known or (categories[name] and categories[name] != known[name][1])
    ]
    if news:
        told = {"organisation": organisation.pk, "names": news, "categories": [categories[n] for n in news]}
        cursor.execute(_PRODUCTS, told)
        cursor.execute(_KNOWN, [organisation.pk, names])
        known = {name: (pk, category) for name, pk, category in cursor.fetchall()}
    return {name: pk for name, (pk, _category) in known.items()}


def _told(bought: Bought, products: dict[str, int]) -> dict[str, Any]:
    return {
        "external_id": bought.external_id,
        "customer_id": bought.customer_id,
        "email": bought.email,
        "phone": bought.phone,
        "bought_at": bought.bought_at.isoformat() if bought.bought_at else None,
        "amount": bought.amount,
        "refunded": bought.refunded,
        "currency": bought.currency,
        "assumed": bought.assumed,
        "state": bought.state,
        "product": products.get(bought.product),
    }
