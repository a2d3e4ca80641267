from django.db import models
from django.db.models import Q

from accounts.models.owned import Owned
from responses.maths import scale


class ExtraAnswer(Owned):
    """What somebody said below the thank-you: what holds them back, what they miss, how they rate another company.

    One row for each question of an answer; said again, it takes the place of what was said before.
    """

    class Kind(models.TextChoices):
        BARRIER = "barrier"
        NEED = "need"
        RIVAL = "rival"

    response = models.ForeignKey("responses.Response", on_delete=models.CASCADE, related_name="extras")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    choice = models.CharField(max_length=12, blank=True)  # of surveys/rules/extra_words.py BARRIERS
    text = models.CharField(max_length=500, blank=True)  # the need, or who the rival is
    score = models.SmallIntegerField(null=True, blank=True)  # the rival's
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "kind"], name="extra_answer_once"),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=scale.MIN, score__lte=scale.MAX),
                name="extra_answer_score_0_to_10",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "kind", "answered_at"], name="extra_answer_by_kind")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.choice or self.text or self.score}"
