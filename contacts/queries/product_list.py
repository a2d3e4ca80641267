"""The products that purchases name, with how often each was bought."""

from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.models import Organisation
from contacts.models import Product, Purchase

SHOWN = 200


@dataclass(frozen=True)
class ProductLine:
    product: Product
    bought: int


def waiting_purchases(organisation: Organisation) -> int:
    """How many purchases are kept whose customers are no contacts yet."""
    return Purchase.objects.of(organisation).exclude(customer="").count()


def product_list(organisation: Organisation) -> list[ProductLine]:
    """The products bought most often first."""
    rows = Product.objects.of(organisation).annotate(
        bought=Count("purchases", filter=Q(purchases__counts=True))
    )
    return [ProductLine(row, row.bought) for row in rows.order_by("-bought", "name")[:SHOWN]]
