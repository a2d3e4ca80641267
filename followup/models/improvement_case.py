from django.db import models

from accounts.models.owned import Owned


class ImprovementCase(Owned):
    """A case that was put behind an improvement by hand. The database lets both be of this organisation only."""

    improvement = models.ForeignKey(
        "followup.Improvement", on_delete=models.CASCADE, related_name="case_links"
    )
    case = models.ForeignKey("followup.Case", on_delete=models.CASCADE, related_name="improvement_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["improvement", "case"], name="improvement_case_once"),
        ]

    def __str__(self) -> str:
        return f"case {self.case_id} behind improvement {self.improvement_id}"
