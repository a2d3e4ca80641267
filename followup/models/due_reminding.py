from django.conf import settings
from django.db import models

from accounts.models.owned import Owned


class DueReminding(Owned):
    """Whether and how an organisation reminds customers whose time to buy again has come."""

    is_on = models.BooleanField(default=False)
    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="+")  # whose brand
    # {"es": {"subject": ..., "body": ..., "button": ...}}: whoever speaks another language gets the first.
    texts = models.JSONField()
    url = models.URLField(max_length=500)  # where a product has no link of its own
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation"], name="due_reminding_once")]

    def __str__(self) -> str:
        return f"due reminders of {self.organisation_id}"
