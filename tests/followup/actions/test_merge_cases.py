from datetime import timedelta

import pytest
from django.utils import timezone

from followup.actions.add_note import add_note
from followup.actions.merge_cases import CannotBeMerged, merge_cases
from followup.actions.open_case import open_case
from followup.actions.reopen_case import NotClosed, reopen_case
from followup.actions.triage_response import triage_response
from followup.models import Case
from followup.queries.case_detail import case_detail
from followup.rules.states import State
from responses.models import Response
from tests import factories

NOW = timezone.now()


@pytest.fixture
def survey(acme):
    return factories.survey(acme)


@pytest.fixture
def ana(acme):
    return factories.contact(acme, name="Ana")


@pytest.fixture
def older(survey, ana, stan):
    return open_case(
        response=factories.response(survey, 1, contact=ana), owner=stan, now=NOW - timedelta(days=3)
    )


@pytest.fixture
def newer(survey, ana, stan):
    return open_case(response=factories.response(survey, 4, contact=ana), owner=stan, now=NOW)


def test_the_history_and_the_earlier_clocks_go_over(older, newer, mark, stan):
    add_note(case=older, text="Called her", by=mark, now=NOW)
    kept = merge_cases(kept=newer, other=older, by=stan, now=NOW)
    older.refresh_from_db()
    assert (older.state(NOW), older.merged_into) == (State.MERGED, kept)
    assert (kept.due_at, kept.resolve_due_at) == (older.due_at, older.resolve_due_at)
    detail = case_detail(kept, stan, NOW)
    lines = [entry.row for entry in detail.timeline.entries if entry.kind == "line"]
    assert ("Called her", True) in [(line.text, line.elsewhere) for line in lines]
    assert {line.kind for line in lines if not line.elsewhere} == {"opened", "merged"}
    assert detail.siblings == []
    assert older.events.filter(kind="note").exists()  # nothing is moved or deleted


def test_what_the_kept_one_took_in_before_goes_with_it(older, newer, survey, ana, stan):
    third = open_case(response=factories.response(survey, 0, contact=ana), owner=stan, now=NOW)
    merge_cases(kept=newer, other=third, by=stan, now=NOW)
    merge_cases(kept=older, other=newer, by=stan, now=NOW)
    third.refresh_from_db()
    assert third.merged_into == older


def test_only_open_cases_of_one_customer(older, newer, survey, acme, stan):
    somebody = factories.case(factories.response(survey, 2, contact=factories.contact(acme)))
    anonymous = [factories.case(factories.response(survey, 2)) for _ in range(2)]
    for kept, other in ((older, somebody), (older, older), anonymous):
        with pytest.raises(CannotBeMerged):
            merge_cases(kept=kept, other=other, by=stan, now=NOW)
    merge_cases(kept=older, other=newer, by=stan, now=NOW)
    with pytest.raises(CannotBeMerged):
        merge_cases(kept=older, other=newer, by=stan, now=NOW)


def test_a_merged_case_is_not_opened_again(older, newer, stan):
    merge_cases(kept=older, other=newer, by=stan, now=NOW)
    with pytest.raises(NotClosed):
        reopen_case(case=newer, by=stan, now=NOW)


def test_a_change_of_the_merged_answer_is_told_to_the_kept_case(older, newer, stan):
    merge_cases(kept=older, other=newer, by=stan, now=NOW)
    Response.objects.filter(pk=newer.response_id).update(score=0, triaged_at=None)
    triage_response(response_id=newer.response_id, now=NOW)
    assert older.events.filter(kind="answer_changed").exists()
    assert not newer.events.filter(kind="answer_changed").exists()
    assert Case.objects.count() == 2


def test_waiting_ends_unless_both_wait(older, newer, stan):
    older.waiting_since = NOW - timedelta(days=1)
    older.save()
    assert merge_cases(kept=older, other=newer, by=stan, now=NOW).waiting_since is None
