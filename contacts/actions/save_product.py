from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from contacts.models import Product, Standing


@transaction.atomic
def save_product(
    *, product: Product, category: str, every_days: int | None, link: str, by: User, now: datetime
) -> Product:
    """Say what kind of thing a product is, after how many days it is bought again, and where."""
    changed = product.every_days != every_days
    product.category, product.every_days, product.link = category, every_days, link
    product.save(update_fields=["category", "every_days", "link"])
    if changed:
        Standing.objects.of(product.organisation).filter(product=product).update(stale=True)
    write_event(organisation=product.organisation, verb="product.changed", subject=product, by=by, now=now)
    return product
