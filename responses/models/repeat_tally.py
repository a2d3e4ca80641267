from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models.owned import Owned

# A pair of answers of one person is kept by its distance in days: below 30, below 60, ... and anything longer.
REACHES = (30, 60, 90, 180, 365, 730)


class RepeatTally(Owned):
    """Answers of people who answered more than once, for each local day; true unless a StaleRange covers the day.

    `followed`: answers of this day after which the same person gave another; `replaced`: the earlier answers of
    those who answered again on this day. Both are the eleven counts of the earlier answer, with its channel and
    segment (as in Tally). `across`: the other answer may belong to any survey; else only to the same one.
    `reach`: the place in REACHES of the days between the two. docs/adr/0010 says what this is good for.
    """

    organisation = models.ForeignKey(
        "accounts.Organisation",
        on_delete=models.CASCADE,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    survey_id = models.BigIntegerField()
    day = models.DateField()
    across = models.BooleanField()
    reach = models.SmallIntegerField()
    channel = models.CharField(max_length=10)
    grouping = models.TextField()
    segment = models.JSONField()
    followed = ArrayField(models.IntegerField(), size=11)
    replaced = ArrayField(models.IntegerField(), size=11)

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation", "grouping", "across", "reach", "day", "survey_id"],
                name="repeat_tally_by_reach",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.segment}: {sum(self.followed)} followed, {sum(self.replaced)} replaced"
