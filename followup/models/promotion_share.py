from django.db import models
from django.db.models import Q

from accounts.models.owned import Owned
from nps_app.lib.tokens import mail_token


class PromotionShare(Owned):
    """What the lot of an offer gave one person, before anything left: offered, held out, or left out."""

    class Lot(models.TextChoices):
        OFFERED = "offered"
        HELD_OUT = "held_out"
        LEFT_OUT = "left_out"  # took no part in the lot

    promotion = models.ForeignKey("followup.Promotion", on_delete=models.CASCADE, related_name="shares")
    contact = models.ForeignKey("contacts.Contact", on_delete=models.SET_NULL, null=True, related_name="+")
    lot = models.CharField(max_length=8, choices=Lot.choices)
    reason = models.CharField(max_length=20, blank=True)  # followup/rules/promotion.py
    language = models.CharField(max_length=5)
    unsubscribe_token = models.CharField(max_length=32, unique=True, default=mail_token)
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["promotion", "contact"], name="promotion_share_once"),
            models.CheckConstraint(
                condition=Q(lot="left_out") ^ Q(reason=""), name="promotion_left_out_has_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "contact", "-drawn_at"], name="promotion_share_by_contact"),
            models.Index(fields=["promotion", "lot"], name="promotion_share_by_lot"),
        ]

    def __str__(self) -> str:
        return f"{self.lot} of {self.promotion}"
