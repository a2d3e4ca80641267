from typing import Self

from django.conf import settings
from django.db import models

from accounts.models.owned import Owned, OwnedQuerySet


class CaseEventQuerySet(OwnedQuerySet):
    def decisive(self) -> Self:
        """What changes the ground under a form that is being filled in: everything but notes and the alarm clock."""
        return self.exclude(kind__in=[CaseEvent.Kind.NOTE, CaseEvent.Kind.WOKEN])


class CaseEvent(Owned):
    """One line of a case's history."""

    class Kind(models.TextChoices):
        OPENED = "opened"
        NOTE = "note"
        ASSIGNED = "assigned"
        CLOSED = "closed"
        REOPENED = "reopened"
        CONTACTED = "contacted"
        WAITING = "waiting"
        RESUMED = "resumed"
        REPLIED = "replied"
        WROTE = "wrote"  # the customer
        CALLED = "called"
        CALLBACK = "callback"  # the customer said when to be called
        ANSWER_CHANGED = "answer_changed"
        ASKED_AGAIN = "asked_again"
        ANSWERED_AGAIN = "answered_again"
        SNOOZED = "snoozed"
        WOKEN = "woken"
        ESCALATED = "escalated"
        CALMED = "calmed"  # the escalation is over
        MERGED = "merged"  # another case was put into this one
        MERGED_INTO = "merged_into"  # this case was put into another one
        CAUSE = "cause"  # while it is open: what seems to lie behind it
        TAKEN_OUT = "taken_out"  # of the hold-out

    case = models.ForeignKey("followup.Case", on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    text = models.TextField(blank=True)
    # opened: score, to; assigned: to (user ids), team (its name); closed: cause, remedy, outcome.
    # escalated: to; snoozed: until; woken: customer, where it was the customer; merged, merged_into: case.
    # reopened: score, or wrote, where the customer did it; called: result; callback: from, until (ISO).
    # wrote: sender (where it is another address than the customer's), subject, quoted, attachments, automatic.
    # answer_changed: from, to (scores); asked_again: reason, where nobody was asked; answered_again: score, response.
    data = models.JSONField(default=dict, blank=True)

    objects = CaseEventQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="case_event_by_time")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"
