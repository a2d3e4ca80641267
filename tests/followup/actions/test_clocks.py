"""The clocks of a case from its opening to its closing: stored, stopped, paused, told once, reckoned anew."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from delivery.models import OutboundMessage
from followup.actions.close_case import close_case
from followup.actions.meet_first_contact import meet_first_contact
from followup.actions.open_case import open_case
from followup.actions.reopen_case import reopen_case
from followup.actions.rewind_case import rewind_case
from followup.actions.save_calendar import save_calendar
from followup.actions.tell_clock import tell_clock
from followup.actions.wait_for_customer import wait_for_customer
from followup.models import Case
from followup.queries.calendar import settings_of
from followup.rules.working_time import OFFICE_WEEK
from tests import factories

BOGOTA = ZoneInfo("America/Bogota")
FRIDAY = datetime(2026, 11, 20, 17, tzinfo=BOGOTA)
HOURS = timedelta(hours=1)


def promise(acme, olga, **changes):
    usual = {
        "week": [list(spans) for spans in OFFICE_WEEK],
        "holidays": [],
        "first_contact": "2d",
        "resolution": "5d",
        "escalate_to": None,
    }
    return save_calendar(organisation=acme, by=olga, now=FRIDAY, **{**usual, **changes})


@pytest.fixture
def case(acme, olga, stan):
    promise(acme, olga)
    return open_case(
        response=factories.response(factories.survey(acme, owner=stan), 2), owner=stan, now=FRIDAY
    )


def local(text):
    return datetime.fromisoformat(text).replace(tzinfo=BOGOTA)


def told(case, now):
    tell_clock(case=case, now=now)
    mails = OutboundMessage.objects.filter(dedup_key__contains=":clock:").order_by("pk")
    return [(mail.dedup_key.split(":", 4)[4], mail.recipient) for mail in mails]


def test_both_due_times_are_stored(case):
    assert case.contact_due_at == case.due_at == local("2026-11-24 17:00")
    assert case.resolve_due_at == local("2026-11-27 17:00")


def test_the_first_contact_is_met_once(case, stan, mark):
    met = meet_first_contact(case=case, by=stan, now=FRIDAY + HOURS)
    assert (met.contacted_at, met.due_at) == (FRIDAY + HOURS, local("2026-11-27 17:00"))
    again = meet_first_contact(case=case, by=mark, now=FRIDAY + 2 * HOURS)
    assert again.contacted_at == FRIDAY + HOURS
    assert [event.kind for event in case.events.order_by("pk")] == ["opened", "contacted"]


def test_waiting_for_the_customer_stops_one_clock_only(case, stan):
    waiting = wait_for_customer(case=case, waiting=True, by=stan, now=local("2026-11-23 10:00"))
    assert (waiting.due_at, waiting.resolve_due_at) == (local("2026-11-24 17:00"), None)
    meet_first_contact(case=case, by=stan, now=local("2026-11-23 11:00"))
    case.refresh_from_db()
    assert (case.due_at, case.notice_at) == (None, None)
    again = wait_for_customer(case=case, waiting=False, by=None, now=local("2026-11-24 10:00"))
    assert (again.waited_minutes, again.due_at) == (540, local("2026-11-30 17:00"))
    wait_for_customer(case=case, waiting=False, by=stan, now=local("2026-11-24 11:00"))
    assert [event.kind for event in case.events.order_by("pk")] == [
        "opened",
        "waiting",
        "contacted",
        "resumed",
    ]


def test_each_notice_goes_out_once_and_to_the_right_person(case, stan, olga):
    assert told(case, local("2026-11-23 10:00")) == []
    soon = local("2026-11-24 12:30")
    assert told(case, soon) == [("contact:soon", stan.email)]
    assert told(case, soon) == [("contact:soon", stan.email)]
    assert told(case, local("2026-11-24 17:00"))[1:] == [("contact:due", stan.email)]
    assert told(case, local("2026-11-24 21:00"))[2:] == [("contact:escalated", olga.email)]
    case.refresh_from_db()
    assert case.notice_at > local("2026-11-24 21:00")  # of the other clock


def test_a_house_that_slept_tells_the_last_of_each_clock_only(case, olga, mark):
    assert told(case, local("2026-12-10 09:00")) == [
        ("contact:escalated", olga.email),
        ("resolution:escalated", olga.email),
    ]


def test_whoever_is_named_hears_of_what_stays_overdue_and_of_what_is_nobodys(acme, case, olga, mark):
    promise(acme, olga, escalate_to=mark)
    Case.objects.filter(pk=case.pk).update(owner=None)
    assert told(case, local("2026-11-24 17:00")) == [("contact:due", mark.email)]


def test_the_mail_says_what_and_until_when_in_the_readers_language(acme, case, stan):
    stan.language = "es"
    stan.save()
    tell_clock(case=case, now=local("2026-11-24 12:30"))
    mail = OutboundMessage.objects.get(dedup_key__endswith="contact:soon")
    assert f"/o/acme/cases/{case.pk}/" in mail.payload["text"]
    assert "17:00" in mail.payload["text"] or "5:00" in mail.payload["text"]
    assert "tiempo" in mail.payload["subject"]


def test_a_met_or_closed_clock_says_nothing(case, acme, stan):
    meet_first_contact(case=case, by=stan, now=FRIDAY)
    assert told(case, local("2026-11-24 22:00")) == []
    close_case(
        case=case,
        cause=factories.cause(acme),
        remedy=factories.remedy(acme),
        outcome=Case.Outcome.RESOLVED,
        note="Done",
        by=stan,
        now=FRIDAY,
    )
    assert told(case, local("2026-12-10 09:00")) == []


def test_opening_again_starts_both_clocks_anew(case, acme, stan):
    meet_first_contact(case=case, by=stan, now=FRIDAY)
    close_case(
        case=case,
        cause=factories.cause(acme),
        remedy=factories.remedy(acme),
        outcome=Case.Outcome.RESOLVED,
        note="Done",
        by=stan,
        now=FRIDAY,
    )
    again = reopen_case(case=case, by=stan, now=local("2026-12-04 17:00"))
    assert (again.contacted_at, again.due_at) == (None, local("2026-12-08 17:00"))
    assert told(case, local("2026-12-08 17:00")) == [("contact:due", stan.email)]


def test_a_new_holiday_moves_open_cases(acme, olga, case):
    settings = promise(acme, olga, holidays=[(date(2026, 11, 23), "Feriado")])
    moved = rewind_case(case=case, settings=settings)
    assert moved.due_at == local("2026-11-25 17:00")
    assert moved.calendar_mark != case.calendar_mark


def test_longer_hours_may_bring_a_notice_forward(acme, olga, case, stan):
    assert told(case, local("2026-11-24 16:00")) == [("contact:soon", stan.email)]
    saturdays = [*[list(spans) for spans in OFFICE_WEEK[:5]], [(540, 1080)], []]
    rewind_case(case=case, settings=promise(acme, olga, week=saturdays))
    case.refresh_from_db()
    assert case.due_at == local("2026-11-23 17:00")
    assert told(case, local("2026-11-24 16:01"))[1:] == [("contact:escalated", olga.email)]


def test_a_case_from_before_the_clocks_keeps_its_time_limit(acme, olga, stan):
    due = FRIDAY + timedelta(days=2)
    old = factories.case(factories.response(factories.survey(acme, owner=stan), 2), stan, due_at=due)
    assert rewind_case(case=old, settings=settings_of(acme)).due_at == due
