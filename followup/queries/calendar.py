from datetime import date
from zoneinfo import ZoneInfo

from accounts.models import Organisation, User
from followup.models import WorkingCalendar
from followup.queries.case_workers import fallback_owner, may_work
from followup.rules.working_time import Calendar


def settings_of(organisation: Organisation) -> WorkingCalendar:
    """An organisation's hours and promises; those everybody starts with while it has not said its own."""
    kept: WorkingCalendar | None = (
        WorkingCalendar.objects.of(organisation).select_related("escalate_to").first()
    )
    return kept or WorkingCalendar(organisation=organisation)


def calendar_of(settings: WorkingCalendar) -> Calendar:
    """The calendar as the rules want it."""
    return Calendar(
        zone=ZoneInfo(settings.organisation.time_zone),
        week=tuple(tuple((start, end) for start, end in spans) for spans in settings.week),
        holidays=frozenset(date.fromisoformat(day) for day, _name in settings.holidays),
    )


def escalation_owner(settings: WorkingCalendar) -> User | None:
    """Who hears of what stays overdue: the person named, or the owner of longest standing."""
    named = settings.escalate_to
    if named is not None and may_work(settings.organisation, named):
        return named
    return fallback_owner(settings.organisation)
