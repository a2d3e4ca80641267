from datetime import timedelta

import pytest
from django.utils import timezone

from delivery.models import OutboundMessage
from followup.actions.close_case import close_case
from followup.actions.record_change import record_change
from followup.actions.snooze_case import CannotBeSnoozed, snooze_case
from followup.actions.wait_for_customer import wait_for_customer
from followup.actions.wake_case import wake_case
from followup.models import Case
from followup.rules.states import State
from followup.tasks import keep_clocks
from tests import factories

NOW = timezone.now()
LATER = NOW + timedelta(hours=3)


@pytest.fixture
def case(acme, stan):
    ana = factories.contact(acme, name="Ana")
    return factories.case(factories.response(factories.survey(acme), 2, contact=ana), stan)


@pytest.fixture
def snoozed(case, stan):
    return snooze_case(case=case, until=LATER, by=stan, now=NOW)


def kinds(case):
    return list(case.events.order_by("pk").values_list("kind", flat=True))


def test_it_is_out_of_sight_and_its_clocks_go_on(case, snoozed):
    assert snoozed.state(NOW) is State.SNOOZED
    assert snoozed.state(LATER) is State.IN_PROGRESS
    assert snoozed.due_at == case.due_at
    assert kinds(snoozed) == ["snoozed"]


def test_only_an_open_case_and_only_into_the_future(case, stan, acme):
    with pytest.raises(CannotBeSnoozed):
        snooze_case(case=case, until=NOW, by=stan, now=NOW)
    close_case(
        case=case,
        cause=factories.cause(acme),
        remedy=factories.remedy(acme),
        outcome=Case.Outcome.RESOLVED,
        note="Done",
        by=stan,
        now=NOW,
    )
    with pytest.raises(CannotBeSnoozed):
        snooze_case(case=case, until=LATER, by=stan, now=NOW)


def test_it_comes_back_at_its_time_with_a_mail(snoozed, stan):
    wake_case(case=snoozed, now=LATER - timedelta(minutes=1))
    assert kinds(snoozed) == ["snoozed"]
    woken = wake_case(case=snoozed, now=LATER)
    assert woken.snoozed_until is None
    assert kinds(snoozed) == ["snoozed", "woken"]
    message = OutboundMessage.objects.get()
    assert (message.recipient, message.payload["subject"]) == (stan.email, "The case of Ana is back")


def test_the_sweep_brings_it_back(case):
    Case.objects.filter(pk=case.pk).update(snoozed_until=timezone.now() - timedelta(minutes=1))
    keep_clocks()
    case.refresh_from_db()
    assert case.snoozed_until is None


@pytest.mark.parametrize("waited", [True, False])
def test_the_customer_brings_it_back_at_once(snoozed, stan, waited):
    if waited:
        wait_for_customer(case=snoozed, waiting=True, by=stan, now=NOW)
    wait_for_customer(case=snoozed, waiting=False, by=None, now=NOW)
    snoozed.refresh_from_db()
    assert snoozed.snoozed_until is None
    assert not OutboundMessage.objects.exists()


def test_a_changed_answer_brings_it_back(snoozed):
    record_change(case=snoozed, response=snoozed.response, now=NOW)
    snoozed.refresh_from_db()
    assert snoozed.snoozed_until is None


def test_a_colleague_brings_it_back(snoozed, stan):
    assert wake_case(case=snoozed, by=stan, now=NOW).snoozed_until is None
    assert wake_case(case=snoozed, by=stan, now=NOW).snoozed_until is None
    assert kinds(snoozed) == ["snoozed", "woken"]
