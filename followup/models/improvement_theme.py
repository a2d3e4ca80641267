from django.db import models

from accounts.models.owned import Owned


class ImprovementTheme(Owned):
    """A theme of comments behind an improvement, by its key: what customers write about it belongs there.

    The database lets the improvement be of this organisation only.
    """

    improvement = models.ForeignKey(
        "followup.Improvement", on_delete=models.CASCADE, related_name="theme_links"
    )
    theme = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["improvement", "theme"], name="improvement_theme_once"),
        ]

    def __str__(self) -> str:
        return f"{self.theme} behind improvement {self.improvement_id}"
