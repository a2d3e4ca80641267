from datetime import datetime

from django.conf import settings
from django.db import models

from accounts.models.owned import Owned
from surveys.models.invitation import Invitation
from surveys.rules.top_up import RECENT, SETTLED, Answering, weigh


class Programme(Owned):
    """Asks a segment without end: everybody once in a period, as many each working day. A day's draw is a campaign."""

    class State(models.TextChoices):
        RUNNING = "running"
        PAUSED = "paused"
        STOPPED = "stopped"

    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="programmes")
    # By which channel people are asked: surveys/rules/ways.py.
    offer = models.CharField(max_length=5, default="email", db_default="email")
    segment = models.ForeignKey(
        "contacts.Segment", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    segment_name = models.CharField(max_length=80, blank=True)
    segment_rules = models.JSONField(default=list)  # the segment's while it exists, then its last ones
    period_days = models.PositiveSmallIntegerField(default=90)
    stratum_property = models.CharField(
        max_length=60, blank=True
    )  # each of its values gets its share every day
    top_up = models.BooleanField(default=False)  # strata that answer little are drawn more (rules/top_up.py)
    experiment = models.ForeignKey(
        "surveys.Experiment", on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    drawn_on = models.DateField(null=True, blank=True)  # the organisation's day of the last draw
    base = models.PositiveIntegerField(default=0)  # how many could be reached at the last draw
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["organisation", "-id"], name="programme_by_newest")]
        constraints = [
            models.CheckConstraint(condition=models.Q(period_days__gte=7), name="programme_period")
        ]

    def strata(self, now: datetime) -> dict[str, Answering]:
        """How each value of the property answered lately, and its weight in a draw that tops up."""
        asked = Invitation.objects.of(self.organisation).filter(survey=self.survey_id)
        return weigh(asked.answering(self.stratum_property, since=now - RECENT, until=now - SETTLED))

    def __str__(self) -> str:
        return f"{self.survey}, {self.period_days} days"
