"""Purchases that were told as events before there was a table of purchases become purchases, once."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import migrations
from django.db.models import Exists, OuterRef

from contacts.rules.purchase import told_by_event

BATCH = 2_000


def keep_told_purchases(apps: Any, schema_editor: Any) -> None:
    """Whatever purchase has the number of an event already stays as it is: running this again changes nothing."""
    event, purchase = apps.get_model("contacts", "CustomerEvent"), apps.get_model("contacts", "Purchase")
    known = purchase.objects.filter(
        organisation=OuterRef("organisation"), external_id=OuterRef("external_id")
    )
    told = event.objects.filter(~Exists(known), name="purchase").order_by("pk")
    for events in _by(BATCH, told.iterator(chunk_size=BATCH)):
        _keep(apps, events)


def _by(size: int, rows: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(rows)
    while batch := list(islice(rest, size)):
        yield batch


def _keep(apps: Any, events: list[Any]) -> None:
    purchase, standing = apps.get_model("contacts", "Purchase"), apps.get_model("contacts", "Standing")
    told = [
        (event, told_by_event(event.external_id, event.occurred_at, event.properties)) for event in events
    ]
    products = _products(
        apps, {(event.organisation_id, one.product): one.category for event, one in told if one.product}
    )
    purchase.objects.bulk_create(
        [
            purchase(
                organisation_id=event.organisation_id,
                external_id=one.external_id,
                contact_id=event.contact_id,
                bought_at=one.bought_at,
                amount=one.amount,
                currency=one.currency,
                product_id=products.get((event.organisation_id, one.product)),
                source="event",
                received_at=event.received_at,
                updated_at=event.received_at,
            )
            for event, one in told
        ],
        ignore_conflicts=True,
    )
    # Where these customers stand is reckoned anew by the worker.
    contacts = {event.contact_id: event.organisation_id for event in events}
    standing.objects.filter(contact__in=contacts).update(stale=True)
    standing.objects.bulk_create(
        [standing(organisation_id=owner, contact_id=pk, stale=True) for pk, owner in contacts.items()],
        ignore_conflicts=True,
    )


def _products(apps: Any, wanted: dict[tuple[int, str], str]) -> dict[tuple[int, str], int]:
    product = apps.get_model("contacts", "Product")
    product.objects.bulk_create(
        [
            product(organisation_id=owner, name=name, category=category)
            for (owner, name), category in wanted.items()
        ],
        ignore_conflicts=True,
    )
    rows = product.objects.filter(
        organisation__in={owner for owner, _name in wanted}, name__in={name for _owner, name in wanted}
    )
    return {(owner, name): pk for owner, name, pk in rows.values_list("organisation", "name", "pk")}


class Migration(migrations.Migration):
    dependencies = [("contacts", "0009_panel")]

    operations = [migrations.RunPython(keep_told_purchases, migrations.RunPython.noop)]
