from django.conf import settings
from django.db import models

from accounts.models.owned import Owned


class Mention(Owned):
    """A colleague named in a note of a case, until they have done something there or said that they have seen it."""

    case = models.ForeignKey("followup.Case", on_delete=models.CASCADE, related_name="mentions")
    event = models.ForeignKey("followup.CaseEvent", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "user"], name="mentioned_once_a_note")]
        indexes = [
            models.Index(
                fields=["organisation", "user"], name="mention_unsettled", condition=models.Q(settled_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"mention in case {self.case_id}"
