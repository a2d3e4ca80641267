from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models.owned import Owned


class ComparisonPlan(Owned):
    """Whether an organisation compares itself with its competition every quarter: when next, and who does it."""

    is_on = models.BooleanField(default=False)
    next_on = models.DateField(null=True, blank=True)  # None while one is being worked on, or while it is off
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation"], name="comparison_plan_once")]
        indexes = [
            models.Index(fields=["next_on"], name="comparison_plan_due", condition=Q(is_on=True)),
        ]

    def __str__(self) -> str:
        return f"comparisons of {self.organisation_id}"
