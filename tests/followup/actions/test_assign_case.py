import pytest
from django.utils import timezone

from delivery.models import OutboundMessage
from followup.actions.add_note import add_note
from followup.actions.assign_case import CannotBeAssigned, assign_case
from followup.actions.claim_case import CaseChanged
from followup.queries.case_detail import case_detail
from tests import factories

NOW = timezone.now()


@pytest.fixture
def case(acme):
    return factories.case(factories.response(factories.survey(acme), 2))


def test_the_new_owner_hears_of_it(case, mark, stan):
    event = assign_case(case=case, owner=stan, by=mark, now=NOW)
    case.refresh_from_db()
    assert (case.owner, event.data) == (stan, {"to": stan.pk})
    mail = OutboundMessage.objects.get()
    assert mail.recipient == stan.email
    assert mail.payload["subject"] == "A customer answered 2: the case is yours now"
    assert "Mark gave you the case." in mail.payload["text"]


def test_whoever_takes_a_case_needs_no_mail(case, stan):
    assign_case(case=case, owner=stan, by=stan, now=NOW)
    assert not OutboundMessage.objects.exists()


def test_nobody_may_be_in_charge(case, mark, stan):
    assign_case(case=case, owner=stan, by=stan, now=NOW)
    assign_case(case=case, owner=None, by=mark, now=NOW)
    case.refresh_from_db()
    assert case.owner is None


def test_the_same_owner_again_changes_nothing(case, mark, stan):
    assign_case(case=case, owner=stan, by=mark, now=NOW)
    assert assign_case(case=case, owner=stan, by=mark, now=NOW) is None
    assert case.events.count() == OutboundMessage.objects.count() == 1


@pytest.mark.parametrize("who", ["vera", "xena"])
def test_only_people_who_work_on_cases_here(case, mark, who, request):
    with pytest.raises(CannotBeAssigned):
        assign_case(case=case, owner=request.getfixturevalue(who), by=mark, now=NOW)
    assert not case.events.exists()


def test_a_stale_form_is_told_what_changed_but_notes_do_not_count(case, mark, stan, olga):
    add_note(case=case, text="Called", by=stan, now=NOW)
    first = assign_case(case=case, owner=stan, by=mark, now=NOW, seen=0)
    with pytest.raises(CaseChanged) as change:
        assign_case(case=case, owner=olga, by=mark, now=NOW, seen=0)
    assert change.value.events == [first]
    case.refresh_from_db()
    assert case.owner == stan


def test_samples_never_mail(acme, mark, stan):
    response = factories.response(factories.survey(acme), 2, is_sample=True)
    assign_case(case=factories.case(response), owner=stan, by=mark, now=NOW)
    assert not OutboundMessage.objects.exists()


def test_a_team_shares_it_out(case, acme, mark, stan, olga):
    team = factories.team(acme, stan, olga, share="least_busy")
    factories.case(factories.response(case.survey, 2), min(stan, olga, key=lambda user: user.pk))
    event = assign_case(case=case, owner=None, team=team, by=mark, now=NOW)
    case.refresh_from_db()
    assert (case.owner, case.team) == (max(stan, olga, key=lambda user: user.pk), team)
    assert event.data == {"to": case.owner.pk, "team": "Service"}
    # Inside the team it stays the team's, outside it does not.
    for owner, kept in ((stan, team), (olga, team), (mark, None)):
        assign_case(case=case, owner=owner, by=mark, now=NOW)
        case.refresh_from_db()
        assert case.team == kept


def test_a_team_in_which_nobody_works_on_cases(case, acme, mark, vera):
    with pytest.raises(CannotBeAssigned):
        assign_case(case=case, owner=None, team=factories.team(acme, vera), by=mark, now=NOW)


def test_transfers_from_one_colleague_to_another_are_counted(acme, olga, mark, stan):
    case = factories.case(factories.response(factories.survey(acme, owner=stan), 2))
    now = timezone.now()
    for owner in (stan, mark, None, mark, olga):
        assign_case(case=case, owner=owner, by=stan, now=now)
    assert case_detail(case, stan, now).transfers == 2
