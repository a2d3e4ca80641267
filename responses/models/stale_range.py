from datetime import datetime

from django.db import models

from accounts.models.owned import Owned, OwnedQuerySet


class StaleRangeQuerySet(OwnedQuerySet):
    def newest(self, *, limit: int) -> list[tuple[int, str, datetime, datetime]]:
        """Survey, kind and span of the ranges that wait, each once, the latest days first."""
        rows = self.order_by("-from_at", "survey_id", "kind", "until_at")
        return list(rows.values_list("survey_id", "kind", "from_at", "until_at").distinct()[:limit])


class StaleRange(Owned):
    """A span of time in which answers or invitations of a survey changed since their days were tallied.

    Written by triggers of the database (migration 0004) in the transaction of the change itself, only ever
    added, so that nobody waits for anybody; removed by the sweep that tallies the days anew. While a row
    is here, its days are read live. No foreign keys: a row must outlive the survey it speaks of.
    """

    class Kind(models.TextChoices):
        ANSWERS = "answers"
        INVITATIONS = "invitations"
        REPEATS = "repeats"  # answers of people who gave another one

    organisation = models.ForeignKey(
        "accounts.Organisation",
        on_delete=models.CASCADE,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    survey_id = models.BigIntegerField()
    kind = models.CharField(max_length=11, choices=Kind.choices)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    # Only this grouping is missing from the tallies; empty: everything is in doubt.
    grouping = models.TextField(blank=True, default="", db_default="")

    objects = StaleRangeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.kind} of survey {self.survey_id} from {self.from_at:%Y-%m-%d %H:%M}"
