from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models.owned import Owned


class Comparison(Owned):
    """One quarter's task to compare with the competition: the numbers as they stood, and what was decided.

    `table` is what reports/queries/rival_table.py found when the task appeared; later answers do not change it.
    """

    due_on = models.DateField()
    first = models.DateField()  # the days the numbers are about
    last = models.DateField()
    table = models.JSONField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    value = models.TextField(blank=True)  # what only we offer
    guarantee = models.TextField(blank=True)  # price and guarantees
    decision = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "due_on"], name="comparison_once"),
            models.UniqueConstraint(
                fields=["organisation"], name="comparison_one_open", condition=Q(done_at=None)
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | ~Q(decision=""), name="comparison_done_decided"
            ),
        ]

    def __str__(self) -> str:
        return f"comparison of {self.due_on:%Y-%m-%d}"
