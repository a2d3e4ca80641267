from datetime import timedelta

from django.conf import settings
from django.db import models

from accounts.models.owned import Owned


class Trigger(Owned):
    """Asks somebody some time after an event of theirs, such as a purchase. A day's asking is a campaign."""

    class State(models.TextChoices):
        RUNNING = "running"
        PAUSED = "paused"
        STOPPED = "stopped"

    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="triggers")
    event_name = models.CharField(max_length=60)
    delay_hours = models.PositiveSmallIntegerField()
    conditions = models.JSONField(default=list, blank=True)  # on the event, as a segment's (contacts/rules)
    experiment = models.ForeignKey(
        "surveys.Experiment", on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    offer = models.CharField(max_length=5, default="email", db_default="email")  # surveys/rules/ways.py
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["organisation", "event_name"], name="trigger_by_event")]

    def __str__(self) -> str:
        return f"{self.survey}, {self.delay_hours} h after {self.event_name}"

    @property
    def delay(self) -> timedelta:
        return timedelta(hours=self.delay_hours)
