from django.db import models

from accounts.models.owned import Owned


class ImprovementCause(Owned):
    """A cause behind an improvement: every case closed with it belongs there, those of the future too.

    The database lets both be of this organisation only.
    """

    improvement = models.ForeignKey(
        "followup.Improvement", on_delete=models.CASCADE, related_name="cause_links"
    )
    cause = models.ForeignKey("followup.Cause", on_delete=models.CASCADE, related_name="improvement_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["improvement", "cause"], name="improvement_cause_once"),
        ]

    def __str__(self) -> str:
        return f"cause {self.cause_id} behind improvement {self.improvement_id}"
