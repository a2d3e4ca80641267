from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.owned import Owned


class SalesTouch(Owned):
    """That a seller turned to a customer of the daily list, and what came of it. A purchase later makes it a sale."""

    class Result(models.TextChoices):
        INTERESTED = "interested", _("Talked: is interested")
        LATER = "later", _("Talked: not now")
        NO = "no", _("Talked: does not want it")
        NO_ANSWER = "no_answer", _("Did not answer")

    REACHED = (Result.INTERESTED, Result.LATER, Result.NO)

    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    result = models.CharField(max_length=10, choices=Result.choices)
    note = models.CharField(max_length=300, blank=True)
    score = models.SmallIntegerField(null=True)  # what the customer had said by then

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "contact", "-at"], name="touch_of_contact"),
            models.Index(fields=["organisation", "at"], name="touch_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.result} at {self.at:%Y-%m-%d}"
