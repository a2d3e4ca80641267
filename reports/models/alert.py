from typing import Self

from django.db import models

from accounts.models.owned import Owned, OwnedQuerySet
from reports.rules.alerting import Direction, Level
from responses.maths.score import Counts


class AlertQuerySet(OwnedQuerySet):
    def open(self) -> Self:
        return self.filter(closed_on=None)

    def newest(self) -> Self:
        return self.order_by("-told_on", "-pk")


class Alert(Owned):
    """A change of one score, with all that was known on the day it was told. Later days only add how it ended.

    The sides are half-open spans of local days: before from `before_from` to `changed_on`, after from there to
    `told_on`, the day on which it was told and which is not counted.
    """

    class Outcome(models.TextChoices):
        RECOVERED = "recovered"  # the score came back
        USUAL = "usual"  # the new score has become the usual one
        SUPERSEDED = "superseded"  # it went on the same way; another alert tells it
        CONFIRMED = "confirmed"  # worth a look became proven; another alert tells it
        FADED = "faded"  # worth a look came to nothing
        UNWATCHED = "unwatched"  # nobody looks at this score any more, or hardly anybody answers

    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="+")
    group_by = models.CharField(max_length=60, blank=True)  # empty: the whole survey
    group = models.CharField(max_length=200, blank=True)
    direction = models.CharField(max_length=4, choices=[(each.value, each.value) for each in Direction])
    level = models.CharField(max_length=5, choices=[(each.value, each.value) for each in Level])
    changed_on = models.DateField()  # estimated
    told_on = models.DateField()
    told_at = models.DateTimeField()
    before_from = models.DateField()
    before_det = models.PositiveIntegerField()
    before_pas = models.PositiveIntegerField()
    before_pro = models.PositiveIntegerField()
    after_det = models.PositiveIntegerField()
    after_pas = models.PositiveIntegerField()
    after_pro = models.PositiveIntegerField()
    low = models.FloatField()  # 95 % interval of the difference, in points
    high = models.FloatField()
    z = models.FloatField()
    threshold = models.FloatField()
    phi = models.FloatField()
    streams = models.PositiveSmallIntegerField()  # scores watched at once
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "survey", "group_by", "group", "told_on", "level"],
                name="alert_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["organisation", "survey", "group_by", "group"],
                condition=models.Q(closed_on=None),
                name="alert_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on=None, outcome="")
                | (models.Q(closed_on__isnull=False) & ~models.Q(outcome="")),
                name="alert_closed_has_outcome",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-told_on", "-id"], name="alert_by_newest")]

    def __str__(self) -> str:
        return f"{self.level} {self.direction} of survey {self.survey_id} {self.group} on {self.told_on}"

    @property
    def before(self) -> Counts:
        return Counts(self.before_det, self.before_pas, self.before_pro)

    @property
    def after(self) -> Counts:
        return Counts(self.after_det, self.after_pas, self.after_pro)

    @property
    def stream(self) -> tuple[int, str, str]:
        """The score it is about."""
        return (self.survey_id, self.group_by, self.group)
