from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Event
from followup.actions.claim_case import CaseChanged
from followup.actions.close_case import AlreadyClosed, close_case
from followup.actions.reopen_case import NotClosed, reopen_case
from followup.models import Case, CaseEvent
from tests import factories

NOW = timezone.now()


@pytest.fixture
def case(acme, stan):
    return factories.case(factories.response(factories.survey(acme), 2), owner=stan)


@pytest.fixture
def close(acme, case, stan):
    how = {
        "cause": factories.cause(acme),
        "remedy": factories.remedy(acme),
        "outcome": Case.Outcome.RESOLVED,
        "note": "Called her",
        "by": stan,
        "now": NOW,
    }
    return lambda **more: close_case(case=case, **(how | more))


def test_closing_keeps_cause_and_outcome(acme, case, close, stan):
    close(note="Sent a new one")
    case.refresh_from_db()
    assert (case.closed_at, case.closed_by, case.outcome) == (NOW, stan, "resolved")
    assert (case.remedy.name, case.closing_note) == ("Refunded", "Sent a new one")
    event = case.events.get(kind=CaseEvent.Kind.CLOSED)
    assert event.text == "Sent a new one"
    assert event.data == {"cause": "Late delivery", "remedy": "Refunded", "outcome": "resolved"}
    journal = Event.objects.of(acme).get()
    assert (journal.verb, journal.data) == (
        "case.closed",
        {"cause": case.cause_id, "remedy": case.remedy_id, "outcome": "resolved"},
    )


def test_it_closes_once(case, close):
    close()
    with pytest.raises(AlreadyClosed):
        close()
    with pytest.raises(CaseChanged) as change:
        close(seen=0)
    assert [event.kind for event in change.value.events] == [CaseEvent.Kind.CLOSED]
    assert case.events.count() == 1


def test_opening_again_gives_a_new_time_limit_and_keeps_the_history(case, close, mark):
    with pytest.raises(NotClosed):
        reopen_case(case=case, by=mark, now=NOW)
    close()
    later = NOW + timedelta(days=30)
    again = reopen_case(case=case, by=mark, now=later, note="Came back broken")
    assert (again.is_open, again.cause, again.outcome, again.closed_by) == (True, None, "", None)
    assert (again.remedy, again.closing_note) == (None, "")
    assert again.due_at > later
    kinds = [event.kind for event in case.events.order_by("pk")]
    assert kinds == [CaseEvent.Kind.CLOSED, CaseEvent.Kind.REOPENED]
    close(now=later)
