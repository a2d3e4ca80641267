from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F

from accounts.models.owned import Owned, OwnedQuerySet


class TallyStateQuerySet(OwnedQuerySet):
    def outdated(self) -> Self:
        """Those whose days are of a time zone that the organisation has left."""
        return self.exclude(time_zone=F("organisation__time_zone"))


class TallyState(Owned):
    """What an organisation's tallies are made of. Its row is the lock under which they are rebuilt."""

    time_zone = models.CharField(max_length=50)  # whose days were tallied
    groupings = ArrayField(models.TextField(), default=list)

    objects = TallyStateQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation"], name="tally_state_once")]

    def __str__(self) -> str:
        return f"tallies in {self.time_zone}"
