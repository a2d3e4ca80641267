from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.models.owned import Owned


class Coupon(Owned):
    """One code of a pool; given to one person, who is forgotten with their contact."""

    pool = models.ForeignKey("surveys.CouponPool", on_delete=models.CASCADE, related_name="coupons")
    code = models.CharField(max_length=60)
    contact = models.ForeignKey(
        "contacts.Contact", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    given_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("pool", Lower("code"), name="coupon_code_once"),
            models.UniqueConstraint(
                fields=["pool", "contact"], name="coupon_one_a_person", condition=Q(contact__isnull=False)
            ),
            models.CheckConstraint(
                condition=Q(contact=None) | Q(given_at__isnull=False), name="coupon_of_somebody_is_given"
            ),
        ]
        indexes = [
            models.Index(fields=["pool", "id"], name="coupon_left", condition=Q(given_at=None)),
            models.Index(fields=["pool", "-given_at"], name="coupon_by_given"),
        ]

    def __str__(self) -> str:
        return f"coupon {self.pk}"
