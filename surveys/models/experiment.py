from django.db import models

from accounts.models.owned import Owned
from surveys.models.survey_version import SurveyVersion
from surveys.rules.arms import B, Differs, arm_of


class Experiment(Owned):
    """One thing tried out on a part of the people: B differs from A, the survey as published, in one respect.

    Never changed once made: its figures would be about two different things.
    """

    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="experiments")
    differs = models.CharField(max_length=9, choices=[(kind.value, kind.value) for kind in Differs])
    percent = models.PositiveSmallIntegerField(default=50)  # of the people get B
    seed = models.PositiveIntegerField()
    # What B says in each language: {"es": {"subject": ...}} or {"es": {"incentive": ..., "terms": ...}}
    texts = models.JSONField(default=dict, blank=True)
    version = models.ForeignKey(
        "surveys.SurveyVersion", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "-id"], name="experiment_by_newest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(percent__gte=1, percent__lte=99), name="experiment_two_arms"
            ),
            models.CheckConstraint(
                condition=~models.Q(differs="wording") | models.Q(version__isnull=False),
                name="experiment_wording_has_version",
            ),
        ]

    def __str__(self) -> str:
        return f"experiment {self.pk} ({self.differs})"

    def arm(self, person: int) -> str:
        """The arm of a contact (its id)."""
        return arm_of(person, seed=self.seed, percent=self.percent)

    def version_in(self, arm: str, published: SurveyVersion) -> SurveyVersion:
        """What somebody in an arm is shown."""
        return self.version if arm == B and self.version is not None else published

    def words(self, arm: str, language: str, default: str) -> dict[str, str]:
        """What an arm says besides the version's texts, or instead of them."""
        if arm != B:
            return {}
        found: dict[str, str] = self.texts.get(language) or self.texts.get(default) or {}
        return found
