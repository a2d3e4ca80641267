from datetime import date, datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from followup.models import WorkingCalendar
from followup.rules.working_time import Span


@transaction.atomic
def save_calendar(
    *,
    organisation: Organisation,
    week: list[list[Span]],
    holidays: list[tuple[date, str]],
    first_contact: str,
    resolution: str,
    escalate_to: User | None,
    by: User,
    now: datetime,
) -> WorkingCalendar:
    """Keep when an organisation works and what it promises.

    Promises hold for cases opened from now on. Hours and holidays hold for all: the sweep
    `followup.tasks.keep_clocks` finds open cases reckoned with other ones.
    """
    settings, _created = WorkingCalendar.objects.update_or_create(
        organisation=organisation,
        defaults={
            "week": week,
            "holidays": [[day.isoformat(), name] for day, name in sorted(holidays)],
            "first_contact": first_contact,
            "resolution": resolution,
            "escalate_to": escalate_to,
        },
    )
    write_event(organisation=organisation, verb="calendar.saved", subject=settings, by=by, now=now)
    return settings
