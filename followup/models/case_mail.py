from django.db import models

from accounts.models.owned import Owned


class CaseMail(Owned):
    """A mail that came into a case. What it says stands in the event; here, by what it is known again."""

    case = models.ForeignKey("followup.Case", on_delete=models.CASCADE, related_name="+")
    event = models.OneToOneField(
        "followup.CaseEvent", on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    message_id = models.CharField(max_length=260)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "message_id"], name="case_mail_once"),
        ]

    def __str__(self) -> str:
        return self.message_id
