from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.actions.begin_work import begin_work
from followup.actions.claim_case import claim_case
from followup.actions.wind_clocks import FIELDS, hands_of, wind_clocks
from followup.models import Case, CaseEvent
from followup.queries.calendar import calendar_of, settings_of
from followup.rules.clocks import earlier
from followup.rules.working_time import working_minutes_between

KEPT = [
    "contacted_at",
    "clock_from",
    "first_contact",
    "resolution",
    "waiting_since",
    "waited_minutes",
    *FIELDS,
]


class CannotBeMerged(Exception):
    """They are one and the same, belong to different customers, or one of them is closed."""


@transaction.atomic
def merge_cases(*, kept: Case, other: Case, by: User, now: datetime, seen: int | None = None) -> Case:
    """Put an open case into another one of the same customer, and return the one that is kept.

    Nothing is deleted: the other one is closed as merged, and its history is shown in the one that is kept, whose
    clocks are from now on the earlier ones of both. Raises CannotBeMerged and CaseChanged.
    """
    # Always in the same order, so that two people merging crosswise do not wait for each other.
    first, second = sorted((kept.pk, other.pk))
    locked = {
        pk: claim_case(case=kept if pk == kept.pk else other, seen=seen if pk == kept.pk else None)
        for pk in (first, second)
    }
    kept, other = locked[kept.pk], locked[other.pk]
    same = kept.contact_id is not None and kept.contact_id == other.contact_id and kept.pk != other.pk
    if not same or not kept.is_open or not other.is_open:
        raise CannotBeMerged
    _take_clocks(kept, other, now)
    begin_work(case=kept, now=now)
    Case.objects.of(kept.organisation).filter(merged_into=other).update(merged_into=kept)
    other.closed_at, other.closed_by, other.merged_into = now, by, kept
    other.cause = None  # the one that is kept says why
    other.notice_at = other.waiting_since = other.snoozed_until = None
    other.save(
        update_fields=[
            "closed_at",
            "closed_by",
            "merged_into",
            "cause",
            "notice_at",
            "waiting_since",
            "snoozed_until",
        ]
    )
    for case, kind, about in (
        (kept, CaseEvent.Kind.MERGED, other),
        (other, CaseEvent.Kind.MERGED_INTO, kept),
    ):
        CaseEvent.objects.create(
            organisation=case.organisation, case=case, kind=kind, at=now, by=by, data={"case": about.pk}
        )
    write_event(
        organisation=kept.organisation,
        verb="case.merged",
        subject=kept,
        by=by,
        now=now,
        data={"case": other.pk},
    )
    # Whoever keeps a list of open cases elsewhere hears that this one is closed.
    write_event(
        organisation=other.organisation,
        verb="case.closed",
        subject=other,
        by=by,
        now=now,
        data={"merged_into": kept.pk},
    )
    return kept


def _take_clocks(kept: Case, other: Case, now: datetime) -> None:
    """The earlier clock of each kind; the customer was reached if they were in either; only both may wait."""
    calendar = calendar_of(settings_of(kept.organisation))
    if kept.waiting_since is not None and other.waiting_since is None:
        kept.waited_minutes += working_minutes_between(kept.waiting_since, now, calendar)
        kept.waiting_since = None
    hands = hands_of(kept)
    first = earlier(hands, hands_of(other), calendar)
    if first.started_at != hands.started_at:
        kept.clock_from = first.started_at
    kept.first_contact, kept.resolution = first.first_contact, first.resolution
    kept.waited_minutes = first.waited
    kept.contacted_at = min(filter(None, (kept.contacted_at, other.contacted_at)), default=None)
    kept.escalated_at = min(filter(None, (kept.escalated_at, other.escalated_at)), default=None)
    wind_clocks(case=kept)
    kept.save(update_fields=[*KEPT, "escalated_at"])
