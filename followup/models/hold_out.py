from django.db import models
from django.db.models import Q

from accounts.models.owned import Owned


class HoldOut(Owned):
    """Whether a share of unhappy answers is held back by lot, to see what working the others is worth.

    One row; none means off. Who is drawn follows from the seed alone, so that nobody can choose.
    """

    percent = models.PositiveSmallIntegerField()
    seed = models.BigIntegerField()
    started_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation"], name="one_hold_out_each"),
            models.CheckConstraint(
                condition=Q(percent__gte=1, percent__lte=50), name="hold_out_at_most_half"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.percent} % of {self.organisation}"
