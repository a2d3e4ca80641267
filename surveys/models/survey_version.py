from typing import Any

from django.conf import settings
from django.db import models

from accounts.models.owned import Owned


class SurveyVersion(Owned):
    """What customers see, frozen at one publication. Every answer points at the version it was given to.

    A trigger in the database refuses any UPDATE (surveys/migrations).
    """

    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    brand = models.CharField(max_length=80)
    default_language = models.CharField(max_length=5)
    address = models.CharField(max_length=5, default="tu")  # how the page's own words speak to the person
    # {"es": {"question": ..., "low": ..., "high": ..., "prompt_detractor": ..., "thanks_promoter": ..., ...}}
    texts = models.JSONField()
    color = models.CharField(max_length=7)
    logo = models.ForeignKey(
        "surveys.Logo", on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        null=True,
        related_name="+",
        db_constraint=False,
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "number"], name="survey_version_once")]

    def __str__(self) -> str:
        return f"{self.survey} v{self.number}"

    @property
    def languages(self) -> list[str]:
        return list(self.texts)

    def text(self, language: str) -> dict[str, Any]:
        """All texts in one language, or in the default one where it is not offered."""
        return self.texts.get(language) or self.texts[self.default_language]
