from django.db import models

from accounts.models.owned import Owned


class WebhookDelivery(Owned):
    """One event on its way to one endpoint: what the last attempt came to. Its state is the ledger's."""

    endpoint = models.ForeignKey(
        "integrations.WebhookEndpoint", on_delete=models.CASCADE, related_name="deliveries"
    )
    event = models.ForeignKey(
        "integrations.WebhookEvent", on_delete=models.CASCADE, related_name="deliveries"
    )
    message = models.OneToOneField("delivery.OutboundMessage", on_delete=models.CASCADE, related_name="+")
    tried_at = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)  # of the answer; empty: there was none
    excerpt = models.CharField(max_length=300, blank=True)  # the beginning of the answer, or what went wrong

    class Meta:
        indexes = [models.Index(fields=["endpoint", "-id"], name="webhook_delivery_by_newest")]

    def __str__(self) -> str:
        return f"delivery {self.pk}"
