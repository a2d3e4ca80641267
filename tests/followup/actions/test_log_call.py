import pytest
from django.utils import timezone

from accounts.models import Event
from followup.actions.claim_case import CaseChanged
from followup.actions.log_call import CallResult, log_call
from tests import factories

NOW = timezone.now()


@pytest.fixture
def case(acme, stan):
    contact = factories.contact(acme, phone="+573001234567")
    return factories.case(factories.response(factories.survey(acme), 2, contact=contact), stan)


@pytest.mark.parametrize(
    ("result", "contacted"),
    [(CallResult.REACHED, NOW), (CallResult.NO_ANSWER, None), (CallResult.WRONG_NUMBER, None)],
)
def test_only_who_was_reached_stops_the_first_clock(acme, case, stan, result, contacted):
    log_call(case=case, result=result, text="Busy line", by=stan, now=NOW)
    case.refresh_from_db()
    assert case.contacted_at == contacted
    event = case.events.get(kind="called")
    assert (event.text, event.data, event.by) == ("Busy line", {"result": str(result)}, stan)
    assert "case.called" in Event.objects.of(acme).values_list("verb", flat=True)


def test_one_form_sent_twice_is_one_call(case, stan):
    log_call(case=case, result=CallResult.NO_ANSWER, text="", by=stan, now=NOW, seen=0)
    with pytest.raises(CaseChanged):
        log_call(case=case, result=CallResult.NO_ANSWER, text="", by=stan, now=NOW, seen=0)
