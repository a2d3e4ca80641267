from django.db import models

from accounts.models.owned import Owned


class Suppression(Owned):
    """An address that must not be written to. Kept as a keyed hash, so that it survives the person's erasure."""

    class Channel(models.TextChoices):
        EMAIL = "email"
        PHONE = "phone"

    class Reason(models.TextChoices):
        UNSUBSCRIBED = "unsubscribed"
        BOUNCED = "bounced"
        COMPLAINED = "complained"

    channel = models.CharField(max_length=5, choices=Channel.choices)
    address_hash = models.CharField(max_length=64)  # contacts/rules/matching.py: address_hash()
    reason = models.CharField(max_length=12, choices=Reason.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "channel", "address_hash"], name="suppression_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.reason}"
