from django.db import models

from accounts.models.owned import Owned


class CustomerEvent(Owned):
    """Something a customer did, told by another system: a purchase, a solved ticket. Told twice, it is kept once.

    A purchase has amount (a number), currency (ISO 4217) and product among its properties (contacts/rules).
    """

    class Source(models.TextChoices):
        API = "api"
        FILE = "file"

    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="events")
    name = models.CharField(max_length=60)
    external_id = models.CharField(max_length=120)  # the other system's
    occurred_at = models.DateTimeField()
    received_at = models.DateTimeField()
    properties = models.JSONField(default=dict, blank=True)  # plain values
    source = models.CharField(max_length=4, choices=Source.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name", "external_id"], name="customer_event_once"
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "name", "occurred_at"], name="customer_event_by_time"),
            models.Index(
                fields=["organisation", "contact", "-occurred_at"], name="customer_event_by_contact"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.external_id}"
