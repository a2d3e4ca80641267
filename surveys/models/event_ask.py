from collections.abc import Iterable

from django.db import models
from django.db.models import Count, Q

from accounts.models.owned import Owned, OwnedQuerySet


class EventAskQuerySet(OwnedQuerySet):
    def tallies(self, triggers: Iterable[int]) -> dict[int, dict[tuple[str, str], int]]:
        """For each of these triggers: how many are in each state, for each reason."""
        found: dict[int, dict[tuple[str, str], int]] = {}
        rows = self.filter(trigger__in=triggers).order_by().values_list("trigger", "state", "reason")
        for trigger, state, reason, number in rows.annotate(n=Count("pk")):
            found.setdefault(trigger, {})[state, reason] = number
        return found


class EventAsk(Owned):
    """One event that a trigger means: whether somebody was asked because of it, and if not, why not."""

    class State(models.TextChoices):
        WAITING = "waiting"
        ASKED = "asked"
        DROPPED = "dropped"

    trigger = models.ForeignKey("surveys.Trigger", on_delete=models.CASCADE, related_name="asks")
    event = models.ForeignKey("contacts.CustomerEvent", on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="+")
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    invitation = models.OneToOneField(
        "surveys.Invitation", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = EventAskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trigger", "event"], name="event_ask_once"),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(reason=""), name="event_ask_dropped_has_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["trigger", "due_at"], name="event_ask_due", condition=Q(state="waiting")),
            models.Index(fields=["trigger", "state", "reason"], name="event_ask_by_state"),
        ]

    def __str__(self) -> str:
        return f"ask {self.pk} ({self.state})"
