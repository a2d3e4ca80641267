from django.db import models

from accounts.models.owned import Owned
from nps_app.lib.tokens import mail_token


class DueReminder(Owned):
    """That a customer's time to buy again had come once: they were reminded, or why not. Once for each due date."""

    reminding = models.ForeignKey("followup.DueReminding", on_delete=models.CASCADE, related_name="reminders")
    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="+")
    product = models.ForeignKey("contacts.Product", on_delete=models.SET_NULL, null=True, related_name="+")
    bought_at = models.DateTimeField()  # the last time before it
    due_at = models.DateTimeField()
    reason = models.CharField(
        max_length=20, blank=True
    )  # why not (followup/rules/promotion.py); empty: written to
    language = models.CharField(max_length=5)
    unsubscribe_token = models.CharField(max_length=32, unique=True, default=mail_token)
    planned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "contact", "bought_at"], name="due_reminder_once")
        ]
        indexes = [models.Index(fields=["organisation", "-planned_at"], name="due_reminder_by_time")]

    def __str__(self) -> str:
        return f"reminder {self.pk} of {self.due_at:%Y-%m-%d}"
