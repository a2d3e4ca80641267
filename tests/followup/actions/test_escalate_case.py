import pytest
from django.utils import timezone

from delivery.models import OutboundMessage
from followup.actions.calm_case import calm_case
from followup.actions.claim_case import CaseChanged
from followup.actions.escalate_case import CannotBeEscalated, escalate_case
from followup.models import WorkingCalendar
from tests import factories

NOW = timezone.now()


@pytest.fixture
def case(acme, stan):
    return factories.case(factories.response(factories.survey(acme), 2, comment="Cold"), stan)


def test_whoever_is_named_in_the_calendar_gets_the_reason(case, acme, stan, mark, olga):
    WorkingCalendar.objects.create(organisation=acme, escalate_to=mark)
    event = escalate_case(case=case, reason="She wants <all> of it back", by=stan, now=NOW)
    message = OutboundMessage.objects.get()
    assert message.recipient == mark.email
    assert "Stan asks for your help" in message.payload["subject"]
    assert "She wants <all> of it back" in message.payload["text"]
    assert "&lt;all&gt;" in message.payload["html"]
    case.refresh_from_db()
    assert (case.escalated_at, case.owner) == (NOW, stan)
    assert event.data == {"to": mark.pk}


def test_without_anybody_named_the_oldest_owner_who_writes_no_mail_to_themselves(case, olga):
    escalate_case(case=case, reason="Too much", by=olga, now=NOW)
    assert not OutboundMessage.objects.exists()
    with pytest.raises(CannotBeEscalated):
        escalate_case(case=case, reason="Again", by=olga, now=NOW)


def test_it_ends_when_help_has_come(case, olga, stan):
    escalate_case(case=case, reason="Help", by=stan, now=NOW)
    assert calm_case(case=case, by=olga, now=NOW).escalated_at is None
    calm_case(case=case, by=olga, now=NOW)
    assert list(case.events.values_list("kind", flat=True).order_by("pk")) == ["escalated", "calmed"]


def test_where_nobody_can_be_asked(case, stan):
    with pytest.raises(CannotBeEscalated):  # no owner in this organisation
        escalate_case(case=case, reason="Help", by=stan, now=NOW)


def test_a_stale_page(case, olga, stan):
    escalate_case(case=case, reason="Help", by=stan, now=NOW)
    with pytest.raises(CaseChanged):
        calm_case(case=case, by=olga, now=NOW, seen=0)
