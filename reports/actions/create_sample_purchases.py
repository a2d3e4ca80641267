"""Let the invented customers buy, so that the pages about saying and buying show life."""

import random  # noqa: TID251 - an invented world, the same each time
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Organisation
from contacts.actions.learn_rhythms import learn_rhythms
from contacts.actions.upsert_purchases import mark_stale
from contacts.models import Contact, Product, Purchase
from reports.rules import sample_purchases as world
from responses.actions.notice_answers import notice_answers
from responses.actions.refresh_standings import refresh_standings
from responses.models import Response

BATCH = 2_000


@transaction.atomic
def create_sample_purchases(
    *, organisation: Organisation, contacts: Sequence[Contact], now: datetime
) -> None:
    """Purchases of sample contacts up to `now`. They go with their contacts when the sample data does."""
    rng = random.Random(11)  # noqa: S311
    said = dict(
        Response.objects.of(organisation)
        .filter(contact__in=contacts)
        .order_by("answered_at", "pk")
        .values_list("contact", "category")
    )
    products = _products(organisation)
    rows: list[Purchase] = []
    buyers = [contact for contact in contacts if rng.random() < world.BUYERS]
    weights = [ware.weight for ware in world.WARES]
    for contact in buyers:
        ware = rng.choices(world.WARES, weights)[0]
        for days_ago in world.days_of_purchases(rng, ware, said.get(contact.pk, "")):
            amount = round(ware.price * rng.choice((1, 1, 1, 2)), -2) * 100
            rows.append(
                Purchase(
                    organisation=organisation,
                    external_id=f"CA-{len(rows) + 1:06d}",
                    contact=contact,
                    bought_at=now - timedelta(days=days_ago),
                    amount=amount,
                    refunded=amount if rng.random() < world.PAID_BACK else 0,
                    currency=world.CURRENCY,
                    state="cancelled" if rng.random() < world.CANCELLED else "sale",
                    product=products[ware.name],
                    source=Purchase.Source.FILE,
                    received_at=now,
                    updated_at=now,
                )
            )
    Purchase.objects.bulk_create(rows, batch_size=BATCH)
    mark_stale(organisation, [contact.pk for contact in buyers])
    notice_answers(organisation=organisation, since=None)
    learn_rhythms(organisation=organisation)
    while refresh_standings(organisation=organisation, now=now):
        pass


def _products(organisation: Organisation) -> dict[str, Product]:
    # The names may be there already: what is sold stays when sample data goes.
    found = {}
    for ware in world.WARES:
        found[ware.name], _new = Product.objects.of(organisation).get_or_create(
            name=ware.name, defaults={"organisation": organisation, "category": ware.category}
        )
    return found
