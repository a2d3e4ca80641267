from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models.owned import Owned


class Tally(Owned):
    """The eleven counts of one survey, local day, channel and group. True unless a StaleRange covers the day.

    `grouping` says by which properties: "[]" for none, '["branch"]', '["branch", "plan"]'; `segment` holds
    their values. A day without rows had no answers. Rows are replaced a whole day at a time, never added to.
    """

    organisation = models.ForeignKey(
        "accounts.Organisation",
        on_delete=models.CASCADE,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    survey_id = models.BigIntegerField()  # no foreign key: a sweep and a deletion must not meet in an error
    day = models.DateField()
    channel = models.CharField(max_length=10)
    grouping = models.TextField()
    segment = models.JSONField()
    eleven = ArrayField(models.IntegerField(), size=11)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "grouping", "day", "survey_id"], name="tally_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.channel} {self.segment}: {sum(self.eleven)}"
