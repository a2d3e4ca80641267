from typing import Self

from django.conf import settings
from django.db import models

from accounts.models.owned import Owned, OwnedQuerySet
from contacts.rules.matching import address_hash


class SuppressionQuerySet(OwnedQuerySet):
    def covering(self, channel: str, address: str) -> Self:
        """The suppressions of one address, also those written under an earlier secret key."""
        return self.filter(channel=channel, address_hash__in=Suppression.hashes_of(address))


class Suppression(Owned):
    """An address that must not be written to. Kept as a keyed hash, so that it survives the person's erasure."""

    class Channel(models.TextChoices):
        EMAIL = "email"
        PHONE = "phone"

    class Reason(models.TextChoices):
        UNSUBSCRIBED = "unsubscribed"
        BOUNCED = "bounced"
        COMPLAINED = "complained"

    class Why(models.TextChoices):
        TOO_OFTEN = "too_often"
        NOT_RELEVANT = "not_relevant"
        NOT_CUSTOMER = "not_customer"
        OTHER = "other"

    channel = models.CharField(max_length=5, choices=Channel.choices)
    address_hash = models.CharField(max_length=64)
    reason = models.CharField(max_length=12, choices=Reason.choices)
    # What somebody who unsubscribed said about it, if anything.
    why = models.CharField(max_length=12, choices=Why.choices, blank=True, default="", db_default="")
    at = models.DateTimeField()

    objects = SuppressionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "channel", "address_hash"], name="suppression_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.reason}"

    @classmethod
    def channel_of(cls, way: str) -> str:
        """Which kind of address a message's channel uses: "sms" goes to a telephone number."""
        return cls.Channel.PHONE if way == "sms" else cls.Channel.EMAIL

    @staticmethod
    def hashes_of(address: str) -> list[str]:
        """The hash of an address under the secret key, then under the keys before it (SECRET_KEY_FALLBACKS)."""
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        return [address_hash(address, str(key)) for key in keys]
