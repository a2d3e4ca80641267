import uuid

from django.db import models
from django.db.models import Q

from accounts.models.owned import Owned


class WebhookEvent(Owned):
    """Something that happened and that an endpoint wants to hear of.

    Triggers of the database write it in the transaction in which it happens (integrations/migrations), and only
    where somebody listens. A sweep words it (`body`) and gives it to the ledger. It goes with the contact it is about.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    kind = models.CharField(max_length=30)
    at = models.DateTimeField()
    contact = models.ForeignKey(
        "contacts.Contact", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    source = models.JSONField(default=dict)  # the row as it was then
    body = models.JSONField(null=True, blank=True)
    spread_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="webhook_event_new", condition=Q(spread_at=None)),
            models.Index(fields=["spread_at"], name="webhook_event_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.at:%Y-%m-%d %H:%M}"

    @property
    def name(self) -> str:
        """What receivers know it by; the same in every attempt."""
        return f"evt_{self.key.hex}"
