from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.owned import Owned, OwnedQuerySet
from followup.rules.states import State, state_of


class CaseQuerySet(OwnedQuerySet):
    def open(self) -> Self:
        """What somebody has to work; what the lot holds back is not."""
        return self.filter(closed_at=None, is_held=False)

    def waiting(self) -> Self:
        return self.open().filter(waiting_since__isnull=False)

    def to_tell(self, *, now: datetime) -> Self:
        """Cases of which a clock has something to say."""
        return self.open().filter(notice_at__lte=now)

    def overdue(self, *, now: datetime) -> Self:
        return self.open().filter(due_at__lt=now)

    def of_department(self, name: str) -> Self:
        """Those of one department; all where none is named."""
        return self.filter(department=name) if name else self

    def unmerged(self) -> Self:
        """Without those that live on in another case, which would count one trouble twice."""
        return self.filter(merged_into=None)

    def to_wake(self, *, now: datetime) -> Self:
        """Cases that were put off until now."""
        return self.open().filter(snoozed_until__lte=now)


class Case(Owned):
    """An unhappy answer that somebody takes care of. Closed only with cause, action taken, outcome and a note."""

    class Outcome(models.TextChoices):
        RESOLVED = "resolved", _("Resolved")
        PARTLY = "partly", _("Partly resolved")
        NOT_POSSIBLE = "not_possible", _("Not possible to resolve")
        NO_CONTACT = "no_contact", _("Could not reach the customer")
        NO_ACTION = "no_action", _("No action needed")

    class Lot(models.TextChoices):
        WORKED = "worked"
        HELD = "held"

    response = models.OneToOneField("responses.Response", on_delete=models.CASCADE, related_name="+")
    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(
        "contacts.Contact", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    team = models.ForeignKey(
        "followup.Team", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # The rule that caught the answer; its playbook opens inside the case. None: no rule did.
    rule = models.ForeignKey(
        "followup.OpeningRule", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    score = models.SmallIntegerField()  # the score that opened it; the answer may change later
    opened_at = models.DateTimeField()
    # The next clock that strikes; none while all there is to do is wait for the customer.
    due_at = models.DateTimeField(null=True, blank=True)
    # What was promised when it was opened, such as "1d" (followup/rules/clocks.py); empty: no such clock.
    first_contact = models.CharField(max_length=8, blank=True, default="", db_default="")
    resolution = models.CharField(max_length=8, blank=True, default="", db_default="")
    clock_from = models.DateTimeField(null=True, blank=True)  # opened again then; none: since it was opened
    contact_due_at = models.DateTimeField(null=True, blank=True)
    contacted_at = models.DateTimeField(null=True, blank=True)
    resolve_due_at = models.DateTimeField(null=True, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)  # it is the customer's turn
    waited_minutes = models.IntegerField(default=0, db_default=0)
    notice_at = models.DateTimeField(null=True, blank=True)  # the next mail about a clock
    started_at = models.DateTimeField(null=True, blank=True)  # a colleague first did something; none: new
    snoozed_until = models.DateTimeField(null=True, blank=True)  # out of sight until then; the clocks go on
    escalated_at = models.DateTimeField(null=True, blank=True)  # whoever stands above has been asked for help
    # When the customer wrote and nobody has done anything about it yet.
    customer_wrote_at = models.DateTimeField(null=True, blank=True)
    # When the customer wishes to be called: the clock of the first contact keeps to it (followup/rules/callback.py).
    callback_from = models.DateTimeField(null=True, blank=True)
    callback_until = models.DateTimeField(null=True, blank=True)
    # The calendar it was reckoned by: another one today means reckoning again.
    calendar_mark = models.CharField(max_length=16, blank=True, default="", db_default="")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    cause = models.ForeignKey(
        "followup.Cause", on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    remedy = models.ForeignKey(
        "followup.Remedy", on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    closing_note = models.TextField(blank=True, default="", db_default="")
    # The case of the same customer it was put together with, which has the four things when it is closed.
    merged_into = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="merged"
    )

    # Whose business it is: the value of the department property, or where its cause was handed over to.
    department = models.CharField(max_length=200, blank=True, default="", db_default="")
    # The arm of the hold-out it was drawn into, for good; empty: the lot had nothing to do with it.
    lot = models.CharField(max_length=6, choices=Lot.choices, blank=True, default="", db_default="")
    # Held back now: open, nobody's, without clocks, until somebody takes it out.
    is_held = models.BooleanField(default=False, db_default=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            # What hangs on a case names its organisation beside it (ImprovementCase).
            models.UniqueConstraint(fields=["id", "organisation"], name="case_with_organisation"),
            models.CheckConstraint(
                # An open case may have a cause already, as far as is known by then.
                condition=Q(closed_at=None, remedy=None, outcome="", closing_note="", merged_into=None)
                | (
                    Q(closed_at__isnull=False, cause__isnull=False, remedy__isnull=False, merged_into=None)
                    & ~Q(outcome="")
                    & Q(closing_note__regex=r"\S")
                )
                | Q(
                    closed_at__isnull=False,
                    merged_into__isnull=False,
                    cause=None,
                    remedy=None,
                    outcome="",
                    closing_note="",
                ),
                name="case_closed_with_all_four",
            ),
            models.CheckConstraint(
                condition=Q(is_held=False)
                | Q(lot="held", closed_at=None, owner=None, due_at=None, contacted_at=None),
                name="case_held_back_is_not_worked",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="case_not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(snoozed_until=None) | Q(closed_at=None), name="case_snoozed_while_open"
            ),
            models.CheckConstraint(
                condition=Q(callback_from=None, callback_until=None)
                | Q(callback_from__isnull=False, callback_until__gt=models.F("callback_from")),
                name="case_callback_is_a_span",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "due_at"], name="case_open_by_due", condition=Q(closed_at=None)
            ),
            models.Index(
                fields=["organisation", "department"],
                name="case_open_by_department",
                condition=Q(closed_at=None) & ~Q(department=""),
            ),
            models.Index(fields=["notice_at"], name="case_next_notice", condition=Q(closed_at=None)),
            models.Index(
                fields=["snoozed_until"], name="case_by_snooze", condition=Q(snoozed_until__isnull=False)
            ),
            models.Index(fields=["organisation", "-closed_at"], name="case_by_closed"),
            models.Index(fields=["organisation", "contact"], name="case_by_contact"),
        ]

    def __str__(self) -> str:
        return f"case {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def state(self, now: datetime) -> State:
        """Where it stands."""
        return state_of(
            closed=not self.is_open,
            merged=self.merged_into_id is not None,
            snoozed=self.snoozed_until is not None and self.snoozed_until > now,
            waiting=self.waiting_since is not None,
            started=self.started_at is not None,
        )
