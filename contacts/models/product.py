from django.db import models
from django.db.models import Q

from accounts.models.owned import Owned


class Product(Owned):
    """Something that is sold, by the name purchases give it. Its rhythm says after how many days it is bought again."""

    name = models.CharField(max_length=120)
    category = models.CharField(max_length=80, blank=True)
    # What the merchant says, and what the purchases show (contacts/rules/rhythm.py); the merchant's word goes first.
    every_days = models.PositiveIntegerField(null=True, blank=True)
    seen_days = models.PositiveIntegerField(null=True, blank=True)
    # Where it is bought again, for reminders and sellers.
    link = models.URLField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="product_once"),
            models.CheckConstraint(condition=~Q(name=""), name="product_named"),
            models.CheckConstraint(condition=~Q(every_days=0), name="product_every_some_days"),
        ]
        indexes = [models.Index(fields=["organisation", "category"], name="product_by_category")]

    def __str__(self) -> str:
        return self.name

    @property
    def rhythm_days(self) -> int | None:
        """After how many days it is bought again, or None when nobody knows."""
        return self.every_days or self.seen_days
