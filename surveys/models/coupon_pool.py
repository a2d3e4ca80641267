from django.db import models
from django.db.models.functions import Lower

from accounts.models.owned import Owned


class CouponPool(Owned):
    """Codes to give away, one a person. Its row is locked while a code is given: surveys/actions/take_coupon.py."""

    name = models.CharField(max_length=80)
    size = models.PositiveIntegerField(default=0)  # codes, given or not
    given = models.PositiveIntegerField(default=0)
    # When those who may change settings were told that few or no codes are left; adding codes forgets it.
    low_told_at = models.DateTimeField(null=True, blank=True)
    gone_told_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("organisation", Lower("name"), name="coupon_pool_name_once"),
            models.CheckConstraint(
                condition=models.Q(given__lte=models.F("size")), name="coupon_pool_gives_what_it_has"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def left(self) -> int:
        return self.size - self.given
