from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Case, Count, Max, Q, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Greatest, Now

from accounts.models.owned import Owned, OwnedQuerySet
from nps_app.lib.tokens import mail_token


def _last_touch() -> Case:
    return Case(
        When(state=Invitation.State.PLANNED, then=Greatest("planned_at", "asked_at", Now())),
        default=Greatest("planned_at", "asked_at"),
    )


class InvitationQuerySet(OwnedQuerySet):
    def asked(self) -> Self:
        """Those that reached the person, may have reached them, or are about to."""
        return self.filter(
            state__in=[Invitation.State.PLANNED, Invitation.State.SENT, Invitation.State.UNCERTAIN]
        )

    def last_asked(
        self,
        contacts: Iterable[int],
        *,
        since: datetime,
        but: Sequence[int] = (),
        until: datetime | None = None,
    ) -> dict[int, datetime]:
        """When each of these contacts was last asked, over all surveys; who was not asked since then is missing.

        One that waits to leave counts as asked in a moment: nobody gets two because the first one was late.
        `but`: campaigns (their ids) whose questions of before `until` do not count.
        """
        rows = self.asked().filter(contact__in=contacts).touched(since)
        if but:
            rows = rows.exclude(campaign__in=but, asked_at__lte=until)
        return dict(rows.order_by().values_list("contact").annotate(last=Max(_last_touch())))

    def times_asked(
        self, contacts: Iterable[int], *, campaigns: Sequence[int], since: datetime
    ) -> dict[int, int]:
        """How often these campaigns (their ids) have asked each of these contacts since then."""
        rows = self.asked().filter(contact__in=contacts, campaign__in=campaigns).touched(since)
        return dict(rows.order_by().values_list("contact").annotate(n=Count("pk")))

    def touched(self, since: datetime) -> Self:
        """Those that wait to leave, or whose last mail left after `since`."""
        waiting = Q(state=Invitation.State.PLANNED)
        return self.filter(Q(planned_at__gt=since) | Q(asked_at__gt=since) | waiting)

    def accounts_asked(self, name: str, values: Iterable[str], *, since: datetime) -> dict[str, datetime]:
        """For each value of a property (a company, say): when somebody who has it was last asked."""
        rows = (
            self.asked()
            .filter(asked_at__gt=since)
            .annotate(account=KeyTextTransform(name, "contact__properties"))
        )
        rows = rows.filter(account__in=list(values))
        return dict(rows.order_by().values_list("account").annotate(last=Max(_last_touch())))

    def answering(self, name: str, *, since: datetime, until: datetime) -> dict[str, tuple[int, int]]:
        """For each value of a property: of those asked between two moments, how many, and how many answered."""
        rows = self.filter(
            asked_at__gt=since,
            asked_at__lte=until,
            state__in=[Invitation.State.SENT, Invitation.State.UNCERTAIN],
        )
        rows = rows.annotate(
            stratum=Coalesce(
                KeyTextTransform(name, "contact__properties"), Value(""), output_field=TextField()
            )
        )
        found = rows.order_by().values_list("stratum").annotate(n=Count("pk"), answered=Count("answered_at"))
        return {stratum: (number, answered) for stratum, number, answered in found}

    def counts(self, by: str = "campaign") -> dict[int, dict[str, int]]:
        """For each campaign, or what `by` leads to: how many are in each state, and how many were "answered"."""
        found: dict[int, dict[str, int]] = {}
        rows = self.order_by().values_list(by, "state")
        for key, state, number, answered in rows.annotate(n=Count("pk"), answered=Count("answered_at")):
            counts = found.setdefault(key, {"answered": 0})
            counts[state] = number
            counts["answered"] += answered
        return found


class Invitation(Owned):
    """One person asked once. A person left out is a row too, with the reason."""

    class State(models.TextChoices):
        PLANNED = "planned"
        SENT = "sent"
        UNCERTAIN = "uncertain"
        SKIPPED = "skipped"
        FAILED = "failed"
        CANCELLED = "cancelled"

    campaign = models.ForeignKey("surveys.Campaign", on_delete=models.CASCADE, related_name="invitations")
    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey("surveys.SurveyVersion", on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey("contacts.Contact", on_delete=models.SET_NULL, null=True, related_name="+")
    arm = models.CharField(max_length=1, blank=True)  # A or B, where the campaign tries something out
    channel = models.CharField(max_length=8, default="email")
    language = models.CharField(max_length=5)
    token = models.CharField(max_length=32, unique=True, default=mail_token)
    unsubscribe_token = models.CharField(max_length=32, unique=True, default=mail_token)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    reason = models.CharField(max_length=200, blank=True)
    planned_at = models.DateTimeField()
    # When a mail about it last left (invitation or reminder), or may leave at the earliest: the pause counts from here.
    asked_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)  # when the one reminder was planned
    answered_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "contact"], name="invitation_once_per_campaign"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["skipped", "failed"]) | ~models.Q(reason=""),
                name="invitation_left_out_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "contact", "-planned_at"], name="invitation_by_contact"),
            models.Index(fields=["organisation", "survey", "sent_at"], name="invitation_by_sent"),
            models.Index(fields=["organisation", "asked_at"], name="invitation_by_asked"),
            models.Index(fields=["campaign", "state"], name="invitation_by_state"),
            models.Index(
                fields=["id"], name="invitation_unsettled", condition=Q(state__in=["planned", "uncertain"])
            ),
            models.Index(
                fields=["asked_at"],
                name="invitation_to_remind",
                condition=Q(state__in=["sent", "uncertain"], reminded_at=None, answered_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk} ({self.state})"
