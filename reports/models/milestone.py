from django.db import models

from accounts.models.owned import Owned


class Milestone(Owned):
    """Something that happened on a day and may have moved the score: "new website". Marked on the trend."""

    day = models.DateField()
    words = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["organisation", "-day"], name="milestone_by_day")]

    def __str__(self) -> str:
        return self.words
