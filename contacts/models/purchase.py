from typing import Self

from django.db import models
from django.db.models import Case, F, Q, Value, When

from accounts.models.owned import Owned, OwnedQuerySet


class PurchaseQuerySet(OwnedQuerySet):
    def valid(self) -> Self:
        """What counts as a purchase: of a known customer, not cancelled, and not paid back in full."""
        return self.filter(counts=True, contact__isnull=False)


class Purchase(Owned):
    """One order, or one line of it. Told twice by the same number it is one; what is told later mends it.

    Amounts are whole minor units of the currency (cents; contacts/rules/money.py) and never converted. An amount
    that nobody told is empty, and counts as bought.
    """

    class State(models.TextChoices):
        SALE = "sale"
        CANCELLED = "cancelled"

    class Source(models.TextChoices):
        API = "api"
        FILE = "file"
        EVENT = "event"

    # A million come at once: the index and the check of each row would cost more than the rows. Every index below
    # begins with the organisation, and a contact belongs to one.
    organisation = models.ForeignKey(
        "accounts.Organisation",
        on_delete=models.CASCADE,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    external_id = models.CharField(max_length=120)  # the shop's
    contact = models.ForeignKey(
        "contacts.Contact", on_delete=models.CASCADE, null=True, blank=True, related_name="purchases"
    )
    # Who bought, as told, while no contact is known by it; emptied as soon as one is.
    customer = models.CharField(max_length=254, blank=True, default="", db_default="")
    bought_at = models.DateTimeField()
    amount = models.BigIntegerField(null=True, blank=True)
    refunded = models.BigIntegerField(default=0, db_default=0)  # all that was paid back so far
    currency = models.CharField(max_length=3, blank=True, default="", db_default="")  # ISO 4217
    state = models.CharField(max_length=9, choices=State.choices, default=State.SALE, db_default=State.SALE)
    product = models.ForeignKey(
        "contacts.Product",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="purchases",
    )
    source = models.CharField(max_length=5, choices=Source.choices)
    received_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    # What remains of the amount; empty where no amount was told.
    net = models.GeneratedField(
        expression=Case(
            When(state="cancelled", then=Value(0)),
            default=F("amount") - F("refunded"),
            output_field=models.BigIntegerField(),
        ),
        output_field=models.BigIntegerField(null=True),
        db_persist=True,
    )
    counts = models.GeneratedField(
        expression=Case(
            When(
                Q(state="sale") & Q(Q(amount__gt=F("refunded")) | Q(amount__isnull=True, refunded=0)),
                then=Value(True),
            ),
            default=Value(False),
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = PurchaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "external_id"], name="purchase_once"),
            models.CheckConstraint(
                condition=Q(refunded__gte=0) & (Q(amount__gte=0) | Q(amount__isnull=True)),
                name="purchase_not_negative",
            ),
            models.CheckConstraint(
                condition=~Q(currency="") | Q(amount__isnull=True), name="purchase_has_currency"
            ),
        ]
        indexes = [
            # Of each customer, in order; with what sums and product rhythms need.
            models.Index(
                fields=["organisation", "contact", "bought_at"],
                include=["net", "currency", "product"],
                name="purchase_of_contact",
                condition=Q(counts=True, contact__isnull=False),
            ),
            models.Index(fields=["organisation", "bought_at"], include=["contact"], name="purchase_by_time"),
            models.Index(
                fields=["organisation", "customer"], name="purchase_unmatched", condition=~Q(customer="")
            ),
        ]

    def __str__(self) -> str:
        return f"purchase {self.external_id}"
