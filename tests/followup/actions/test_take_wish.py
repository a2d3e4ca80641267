from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import Event
from followup.actions.meet_first_contact import meet_first_contact
from followup.actions.open_case import open_case
from followup.actions.take_wish import NotAsked, take_wish
from followup.actions.tell_clock import tell_clock
from followup.models import Case, ContactWish
from followup.queries.promise import promise_of
from followup.rules.callback import Window
from tests import factories

TUESDAY_10 = datetime(2026, 11, 24, 15, tzinfo=UTC)  # in Bogotá
NOON, SIX = TUESDAY_10 + timedelta(hours=2), TUESDAY_10 + timedelta(hours=8)


@pytest.fixture
def answer(acme, stan):
    contact = factories.contact(acme, name="Ana")
    survey = factories.survey(acme, owner=stan)
    return factories.response(survey, 2, contact=contact, wants_contact=True, at=TUESDAY_10)


def wish(answer, window=Window.AFTERNOON, now=TUESDAY_10, **more):
    return take_wish(response=answer, window=window, now=now, **{"day": None, **more})


def opened(answer, owner):
    return open_case(response=answer, owner=owner, now=TUESDAY_10)


def test_a_wish_before_the_case_sets_its_first_clock(answer, stan):
    wish(answer)
    case = opened(answer, stan)
    assert (case.callback_from, case.callback_until, case.contact_due_at) == (NOON, SIX, SIX)
    assert case.due_at == SIX
    assert [event.kind for event in case.events.order_by("pk")] == ["opened", "callback"]


def test_a_wish_after_it_does_the_same(acme, answer, stan):
    case = opened(answer, stan)
    wish(answer)
    case.refresh_from_db()
    assert case.contact_due_at == SIX
    assert "case.callback" in Event.objects.of(acme).values_list("verb", flat=True)


def test_the_owner_is_told_when_the_time_begins_and_when_it_is_over(answer, stan):
    case = opened(answer, stan)
    wish(answer)
    case.refresh_from_db()
    assert case.notice_at == NOON
    assert len(tell_clock(case=case, now=NOON)) == 1
    case.refresh_from_db()
    assert case.notice_at == SIX


def test_a_wish_may_be_changed_and_taken_back(acme, answer, stan):
    usual = opened(answer, stan).contact_due_at
    wish(answer)
    wish(answer, Window.EVENING)
    assert ContactWish.objects.of(acme).get().window == "evening"
    wish(answer, Window.SOON)
    case = Case.objects.of(acme).get()
    assert (case.callback_until, case.contact_due_at) == (None, usual)


def test_who_has_been_reached_needs_no_clock(answer, stan):
    case = opened(answer, stan)
    meet_first_contact(case=case, by=stan, now=TUESDAY_10)
    wish(answer)
    case.refresh_from_db()
    assert case.callback_until is None


def test_only_who_asked_for_contact_has_a_wish(answer):
    answer.wants_contact = None
    answer.save()
    with pytest.raises(NotAsked):
        wish(answer)


def test_the_customers_time_zone_counts(answer):
    answer.contact.time_zone = "Europe/Madrid"
    answer.contact.save()
    kept = wish(answer)  # 16:00 in Madrid
    assert (kept.starts_at, kept.ends_at) == (TUESDAY_10, TUESDAY_10 + timedelta(hours=2))


class TestWhatIsPromised:
    def test_before_there_is_a_case_it_is_what_the_case_will_say(self, answer, stan):
        stan.name = "Stan Ruiz"
        stan.save()
        before = promise_of(answer, TUESDAY_10)
        case = opened(answer, stan)
        after = promise_of(answer, TUESDAY_10)
        assert before == after
        assert (before.who, before.by) == ("Stan", case.contact_due_at)

    def test_the_wish_is_promised_and_a_time_that_is_over_is_not(self, answer, stan):
        opened(answer, stan)
        wish(answer)
        promise = promise_of(answer, TUESDAY_10)
        assert (promise.start, promise.by) == (NOON, SIX)
        assert promise_of(answer, SIX).by is None

    def test_nobody_in_particular_and_nobody_without_a_name(self, acme, answer, stan):
        stan.name = ""
        stan.save()
        opened(answer, stan)
        assert promise_of(answer, TUESDAY_10).who == ""
        Case.objects.of(acme).update(owner=None)
        assert promise_of(answer, TUESDAY_10).who == ""

    def test_a_team_that_shares_out_has_nobody_yet(self, acme, answer, stan):
        factories.opening_rule(acme, team=factories.team(acme, stan), first_contact="2h")
        promise = promise_of(answer, TUESDAY_10)
        assert (promise.who, promise.by) == ("", TUESDAY_10 + timedelta(hours=2))

    def test_what_is_done_is_not_promised(self, answer, stan):
        case = opened(answer, stan)
        meet_first_contact(case=case, by=stan, now=TUESDAY_10)
        assert promise_of(answer, TUESDAY_10) is None

    def test_who_did_not_ask_is_promised_nothing(self, answer):
        answer.wants_contact = None
        assert promise_of(answer, TUESDAY_10) is None
