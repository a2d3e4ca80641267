from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.owned import Owned, OwnedQuerySet


class CaseQuerySet(OwnedQuerySet):
    def open(self) -> Self:
        return self.filter(closed_at=None)

    def overdue(self, *, now: datetime) -> Self:
        return self.open().filter(due_at__lt=now)


class Case(Owned):
    """An unhappy answer that somebody takes care of. Closed only with a cause and an outcome."""

    class Outcome(models.TextChoices):
        RESOLVED = "resolved", _("Resolved")
        PARTLY = "partly", _("Partly resolved")
        NOT_POSSIBLE = "not_possible", _("Not possible to resolve")
        NO_CONTACT = "no_contact", _("Could not reach the customer")
        NO_ACTION = "no_action", _("No action needed")

    response = models.OneToOneField("responses.Response", on_delete=models.CASCADE, related_name="+")
    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(
        "contacts.Contact", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    score = models.SmallIntegerField()  # the score that opened it; the answer may change later
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    cause = models.ForeignKey(
        "followup.Cause", on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, cause=None, outcome="")
                | (Q(closed_at__isnull=False, cause__isnull=False) & ~Q(outcome="")),
                name="case_closed_with_cause_and_outcome",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "due_at"], name="case_open_by_due", condition=Q(closed_at=None)
            ),
            models.Index(fields=["organisation", "-closed_at"], name="case_by_closed"),
            models.Index(fields=["organisation", "contact"], name="case_by_contact"),
        ]

    def __str__(self) -> str:
        return f"case {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None
