from django.db import models

from accounts.models.owned import Owned


class DueNotice(Owned):
    """That other systems were told once that a customer's time to buy again had come. One for each last purchase.

    The event itself goes after thirty days (integrations/actions/forget_events.py); this stays, so that nothing is
    told twice.
    """

    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="+")
    bought_at = models.DateTimeField()  # the last time before it
    due_at = models.DateTimeField()
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "contact", "bought_at"], name="due_notice_once")
        ]

    def __str__(self) -> str:
        return f"notice {self.pk} of {self.due_at:%Y-%m-%d}"
