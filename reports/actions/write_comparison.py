from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from nps_app.lib.clock import local_day
from reports.models import Comparison, ComparisonPlan
from reports.rules.quarters import next_due


class AlreadyDone(Exception):
    """Somebody was faster; what was decided stays as it is."""


class NothingDecided(Exception):
    """It is done when something was decided, be it to change nothing."""


@transaction.atomic
def write_comparison(
    *,
    comparison: Comparison,
    value: str,
    guarantee: str,
    decision: str,
    is_done: bool,
    by: User,
    now: datetime,
) -> Comparison:
    """Keep what was thought about the competition; `is_done` ends the task and plans the next one, a quarter later.

    Raises AlreadyDone and NothingDecided.
    """
    organisation = comparison.organisation
    rows = Comparison.objects.of(organisation).select_for_update(of=("self",), no_key=True)
    row: Comparison = rows.get(pk=comparison.pk)
    if row.done_at is not None:
        raise AlreadyDone
    if is_done and not decision:
        raise NothingDecided
    row.value, row.guarantee, row.decision = value, guarantee, decision
    if is_done:
        row.done_at, row.done_by = now, by
        _plan_next(row, now)
    row.save()
    verb = "comparison.done" if is_done else "comparison.noted"
    write_event(organisation=organisation, verb=verb, subject=row, by=by, now=now)
    return row


def _plan_next(done: Comparison, now: datetime) -> None:
    """Three months after the date of this one; a later day that somebody has chosen meanwhile stays."""
    today = local_day(now, done.organisation.zone)
    plans = ComparisonPlan.objects.of(done.organisation).filter(is_on=True, next_on=None)
    plans.update(next_on=next_due(done.due_on, today=today))
