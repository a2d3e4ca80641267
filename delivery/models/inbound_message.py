from django.db import models

from accounts.models.owned import Owned


class InboundMessage(Owned):
    """A text somebody sent us, each taken in once: providers repeat a callback until they hear that it was taken.

    What was written stands in the answer it gave, if it gave one; the number is kept as a keyed hash only.
    """

    class Meaning(models.TextChoices):
        STOP = "stop"
        START = "start"
        SCORE = "score"
        COMMENT = "comment"
        UNCLEAR = "unclear"  # they were asked once more for a number
        IGNORED = "ignored"  # nothing was asked of them, or it is too late

    transport = models.ForeignKey(
        "delivery.Transport", on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    provider_ref = models.CharField(max_length=120)
    sender_hash = models.CharField(max_length=64)
    meaning = models.CharField(max_length=8, choices=Meaning.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "provider_ref"], name="inbound_once")]
        indexes = [models.Index(fields=["organisation", "-id"], name="inbound_by_newest")]

    def __str__(self) -> str:
        return f"{self.meaning} at {self.at:%Y-%m-%d %H:%M}"
