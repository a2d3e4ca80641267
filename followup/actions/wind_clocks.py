from datetime import datetime

from followup.models import Case, WorkingCalendar
from followup.queries.calendar import calendar_of, settings_of
from followup.rules.clocks import Clock, Hands, due_times, notices

FIELDS = ("due_at", "contact_due_at", "resolve_due_at", "notice_at", "calendar_mark")


def wind_clocks(*, case: Case, settings: WorkingCalendar | None = None) -> None:
    """Work out anew when a case is due and when somebody is told. The caller saves `FIELDS`.

    A case from before there were clocks keeps the time limit it was given.
    """
    calendar = calendar_of(settings or settings_of(case.organisation))
    case.calendar_mark = calendar.mark
    if not case.resolution and not case.first_contact and not case.callback_until:
        return
    due = due_times(hands_of(case), calendar)
    case.contact_due_at = due.get(Clock.CONTACT, case.contact_due_at)  # once met, what it was met against
    case.resolve_due_at = due.get(Clock.RESOLUTION)
    case.due_at = min(due.values(), default=None)
    # Also what is past: a calendar with more hours may bring a notice forward. The ledger tells nothing twice.
    case.notice_at = min((notice.at for notice in notices(hands_of(case), calendar)), default=None)


def hands_of(case: Case) -> Hands:
    """A case as the rules of the clocks see it."""
    return Hands(
        started_at=case.clock_from or case.opened_at,
        first_contact=case.first_contact,
        resolution=case.resolution,
        contacted=case.contacted_at is not None,
        waiting=case.waiting_since is not None,
        waited=case.waited_minutes,
        wished=_wished(case),
    )


def _wished(case: Case) -> tuple[datetime, datetime] | None:
    if case.callback_from is None or case.callback_until is None:
        return None
    return case.callback_from, case.callback_until
