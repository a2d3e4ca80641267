from django.db import models

from accounts.models.owned import Owned


class Observation(Owned):
    """A customer from the moment they answered, stayed silent or were not asked, and what they bought from then on.

    Rebuilt whole by reports/actions/observe_customers.py for organisations too large to be read live; the columns
    are those of reports/queries/observations.py.
    """

    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="+")
    response_id = models.BigIntegerField(null=True, blank=True)
    survey_id = models.BigIntegerField(null=True, blank=True)
    channel = models.CharField(max_length=10, blank=True)
    grp = models.CharField(max_length=9)  # reports.rules.cohorts.Group
    score = models.SmallIntegerField(null=True, blank=True)
    started_at = models.DateTimeField()
    # When the same person last answered before (or was silent): anywhere, and of the same survey.
    before_any = models.DateTimeField(null=True, blank=True)
    before_same = models.DateTimeField(null=True, blank=True)
    day = models.IntegerField(null=True, blank=True)  # of the next purchase
    earlier = models.SmallIntegerField()
    tenure = models.SmallIntegerField()
    failed = models.BooleanField()
    # Windows as long as each horizon, before the start, and the past before each: reports.rules.cohorts.habits_of.
    habit_30 = models.IntegerField(null=True, blank=True)
    habit_90 = models.IntegerField(null=True, blank=True)
    habit_180 = models.IntegerField(null=True, blank=True)
    spent = models.JSONField(null=True, blank=True)  # {"COP": [in 30, in 90, in 180 days]}, minor units

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation", "grp", "-started_at"],
                include=[
                    "before_any",
                    "day",
                    "earlier",
                    "tenure",
                    "failed",
                    "habit_30",
                    "habit_90",
                    "habit_180",
                ],
                name="observation_by_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.grp} from {self.started_at:%Y-%m-%d}"
