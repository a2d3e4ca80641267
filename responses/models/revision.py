from django.db import models

from accounts.models.owned import Owned


class Revision(Owned):
    """What an answer said before it was changed."""

    response = models.ForeignKey("responses.Response", on_delete=models.CASCADE, related_name="revisions")
    score = models.SmallIntegerField()
    comment = models.TextField(blank=True)
    wants_contact = models.BooleanField(null=True)
    replaced_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["response", "-id"], name="revision_by_response")]

    def __str__(self) -> str:
        return f"{self.score} until {self.replaced_at:%Y-%m-%d %H:%M}"
