from django.db import models

from accounts.models.owned import Owned
from surveys.rules.evidence import Verdict


class ProvisionalAnswer(Owned):
    """A score that arrived without a hand on the page. It counts only once it is settled, then as a Response."""

    class Evidence(models.TextChoices):
        DWELL = "dwell"  # the page was visible for five seconds
        LEAVE = "leave"  # the page was left after a moment
        SENT = "sent"  # the form was sent, by a script or among a burst of visits

    class State(models.TextChoices):
        PROVISIONAL = Verdict.WAIT.value
        COUNTED = Verdict.COUNT.value
        MACHINE = Verdict.MACHINE.value
        UNPROVEN = Verdict.UNPROVEN.value  # the organisation counts only what a hand did
        REPLACED = "replaced"  # the person answered otherwise, or it is too late

    invitation = models.ForeignKey("surveys.Invitation", on_delete=models.CASCADE, related_name="+")
    visit = models.CharField(max_length=80)  # of the page that told us: what it tells twice is one answer
    score = models.SmallIntegerField()
    comment = models.TextField(blank=True)
    wants_contact = models.BooleanField(default=False)
    language = models.CharField(max_length=5)
    evidence = models.CharField(max_length=5, choices=Evidence.choices)
    is_robot = models.BooleanField(default=False)  # the browser said that a program steers it
    state = models.CharField(max_length=11, choices=State.choices, default=State.PROVISIONAL)
    arrived_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["invitation", "visit"], name="provisional_once_per_visit"),
            models.CheckConstraint(
                condition=models.Q(score__gte=0, score__lte=10), name="provisional_score_0_to_10"
            ),
        ]
        indexes = [
            models.Index(
                fields=["arrived_at"],
                name="provisional_open",
                condition=models.Q(state=Verdict.WAIT.value),
            ),
            models.Index(fields=["organisation", "arrived_at"], name="provisional_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.score} ({self.state})"
