from django.db import models

from accounts.models.owned import Owned


class ThemeModel(Owned):
    """What was learned about one theme from corrections, and whether it finds it better than its words do."""

    theme = models.CharField(max_length=40)
    weights = models.JSONField(default=dict)  # responses/rules/learning.py, or meaning.py
    by_meaning = models.BooleanField(
        default=False, db_default=False
    )  # only of use where comments have vectors
    yes = models.IntegerField()
    no = models.IntegerField()
    # On corrections that were held apart; None for an own theme without words to compare with.
    f1_words = models.FloatField(null=True, blank=True)
    f1_model = models.FloatField(null=True, blank=True)
    is_used = models.BooleanField()
    trained_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "theme"], name="theme_model_once")]

    def __str__(self) -> str:
        return f"{self.theme}: {self.yes} yes, {self.no} no"
