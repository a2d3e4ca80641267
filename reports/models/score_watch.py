from django.db import models

from accounts.models.owned import Owned


class ScoreWatch(Owned):
    """Which scores of an organisation are looked at each morning. Its row is the lock under which that is done."""

    # Besides each survey: each value of this property, such as the branch. Empty: none.
    group_by = models.CharField(max_length=60, blank=True)
    looked_on = models.DateField(null=True, blank=True)  # the organisation's day of the last look

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation"], name="score_watch_once")]

    def __str__(self) -> str:
        return self.group_by or "surveys"
