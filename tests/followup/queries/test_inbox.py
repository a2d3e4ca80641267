from datetime import timedelta

import pytest
from django.utils import timezone

from followup.actions.add_note import add_note
from followup.actions.settle_mentions import settle_mentions
from followup.models import Case
from followup.queries import inbox as module
from followup.queries.closed_loop import CaseCounts, case_counts
from followup.queries.inbox import Tab, inbox
from tests import factories

NOW = timezone.now()


@pytest.fixture
def survey(acme):
    return factories.survey(acme)


@pytest.fixture
def add(survey):
    def add(owner=None, hours=5, closed=None, **answer):
        case = factories.case(
            factories.response(survey, 2, **answer), owner, due_at=NOW + timedelta(hours=hours)
        )
        if closed is not None:
            case.cause = factories.cause(survey.organisation, f"Cause {case.pk}")
            case.remedy, case.closing_note = factories.remedy(survey.organisation), "Done"
            case.outcome, case.closed_at = Case.Outcome.RESOLVED, NOW - timedelta(hours=closed)
            case.save()
        return case

    return add


def ids(listed):
    return [row.case_id for row in listed.rows]


def test_tabs_and_their_counts(acme, other, stan, olga, add):
    late, mine, free, hers = add(stan, -1), add(stan, 9), add(None, 3), add(olga, 2)
    old, new = add(stan, closed=9), add(None, closed=2)
    factories.case(factories.response(factories.survey(other), 0), stan)
    listed = inbox(acme, stan, "", 1, NOW)
    assert listed.tab == Tab.MINE
    assert listed.counts == {
        "mine": 2,
        "unassigned": 1,
        "overdue": 1,
        "waiting": 0,
        "snoozed": 0,
        "mentioned": 0,
        "held": 0,
        "open": 4,
        "closed": 2,
    }
    assert ids(listed) == [late.pk, mine.pk]
    assert [row.overdue for row in listed.rows] == [True, False]
    assert ids(inbox(acme, stan, "unassigned", 1, NOW)) == [free.pk]
    assert ids(inbox(acme, stan, "overdue", 1, NOW)) == [late.pk]
    assert ids(inbox(acme, stan, "open", 1, NOW)) == [late.pk, hers.pk, free.pk, mine.pk]
    assert ids(inbox(acme, stan, "closed", 1, NOW)) == [new.pk, old.pk]


def test_without_own_cases_all_open_ones_are_shown(acme, mark, add):
    case = add()
    assert inbox(acme, mark, "", 1, NOW).tab == Tab.OPEN
    assert ids(inbox(acme, mark, "nonsense", 1, NOW)) == [case.pk]


def test_a_row_says_who_and_what(acme, mark, add):
    add(comment="\n  Cold food\nand late")
    add(comment="x" * 200, contact=factories.contact(acme, name="Ana"), hours=6)
    first, second = inbox(acme, mark, "open", 1, NOW).rows
    assert (first.who, first.first_line, first.category) == ("", "Cold food", "detractor")
    assert second.who == "Ana"
    assert second.first_line == "x" * module.FIRST_LINE + "…"


def test_pages(acme, mark, add, monkeypatch):
    monkeypatch.setattr(module, "PAGE_SIZE", 2)
    cases = [add(hours=hours).pk for hours in range(5)]
    assert ids(inbox(acme, mark, "open", 2, NOW)) == cases[2:4]
    last = inbox(acme, mark, "open", 99, NOW)
    assert (ids(last), last.page, last.pages) == (cases[4:], 3, 3)
    assert inbox(acme, mark, "open", 0, NOW).page == 1


def test_what_the_dashboard_counts(acme, survey, add):
    add(hours=-1)
    add()
    add(hours=-5, closed=1)
    elsewhere = factories.survey(acme, name="Another")
    factories.case(factories.response(elsewhere, 2), due_at=NOW - timedelta(hours=1))
    assert case_counts(acme, NOW) == CaseCounts(open=3, overdue=2)
    assert case_counts(acme, NOW, [survey.pk]) == CaseCounts(open=2, overdue=1)
    assert case_counts(acme, NOW, []) == CaseCounts(open=0, overdue=0)


def test_a_snoozed_case_is_out_of_the_way_until_its_time(acme, stan, add):
    late, asleep = add(stan, -1), add(stan, -2)
    asleep.snoozed_until = NOW + timedelta(hours=1)
    asleep.save()
    assert ids(inbox(acme, stan, "mine", 1, NOW)) == [late.pk]
    assert ids(inbox(acme, stan, "snoozed", 1, NOW)) == [asleep.pk]
    # Its clocks go on: what is overdue is overdue.
    assert ids(inbox(acme, stan, "overdue", 1, NOW)) == [asleep.pk, late.pk]
    assert len(ids(inbox(acme, stan, "mine", 1, NOW + timedelta(hours=1)))) == 2


def test_mentions_are_ones_own_until_they_are_settled(acme, stan, mark, add):
    case = add(stan)
    add_note(case=case, text="@Mark?", by=stan, now=NOW)
    assert [row.mentioned for row in inbox(acme, mark, "mentioned", 1, NOW).rows] == [True]
    assert ids(inbox(acme, stan, "mentioned", 1, NOW)) == []
    settle_mentions(case=case, by=mark, now=NOW)
    assert ids(inbox(acme, mark, "mentioned", 1, NOW)) == []


def test_a_search_goes_through_all_cases(acme, other, stan, add):
    jose = factories.contact(acme, name="José Peña", email="jp@example.com")
    by_name = add(stan, closed=3, contact=jose)
    by_comment = add(None, comment="El pedido llegó tarde. Soy amigo de José Peña")
    factories.case(factories.response(factories.survey(other), 0, comment="jose peña"), stan)
    found = inbox(acme, stan, "mine", 1, NOW, search=" jose  peña ")
    assert ids(found) == [by_comment.pk, by_name.pk]  # open ones first
    assert (found.found, found.search, found.link) == (2, "jose peña", "tab=mine&q=jose+pe%C3%B1a")
    assert ids(inbox(acme, stan, "", 1, NOW, search="JP@EXAMPLE")) == [by_name.pk]
    assert ids(inbox(acme, stan, "", 1, NOW, search="nothing like it")) == []
    assert inbox(acme, stan, "", 1, NOW, search="\0 ").search == ""
