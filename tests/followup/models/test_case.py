"""What the database itself refuses, whatever a bug might write."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests import factories

RULE = "case_closed_with_all_four"


@pytest.fixture
def case(acme, stan):
    return factories.case(factories.response(factories.survey(acme, owner=stan), 2), owner=stan)


def write(case, **values):
    sets = ", ".join(f"{column} = %s" for column in values)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE followup_case SET {sets} WHERE id = %s", [*values.values(), case.pk])  # noqa: S608


@pytest.fixture
def closing(acme):
    return {
        "closed_at": timezone.now(),
        "cause_id": factories.cause(acme).pk,
        "remedy_id": factories.remedy(acme).pk,
        "outcome": "resolved",
        "closing_note": "Sent a new one",
    }


@pytest.mark.parametrize(
    ("column", "empty"),
    [("cause_id", None), ("remedy_id", None), ("outcome", ""), ("closing_note", ""), ("closing_note", " \n")],
)
def test_a_case_does_not_close_without_all_four(case, closing, column, empty):
    with pytest.raises(IntegrityError, match=RULE):
        write(case, **closing | {column: empty})


def test_an_open_case_has_no_outcome(case):
    with pytest.raises(IntegrityError, match=RULE):
        write(case, outcome="resolved")


def test_an_answer_has_one_case(case):
    with pytest.raises(IntegrityError):
        factories.case(case.response)


def test_with_all_four_it_closes(case, closing):
    write(case, **closing)
    case.refresh_from_db()
    assert not case.is_open


def test_a_merged_case_says_where_it_went_and_nothing_else(case, closing):
    kept = factories.case(factories.response(case.survey, 1))
    with pytest.raises(IntegrityError, match=RULE), transaction.atomic():
        write(case, **closing, merged_into_id=kept.pk)
    with pytest.raises(IntegrityError, match=RULE), transaction.atomic():
        write(case, merged_into_id=kept.pk)
    with pytest.raises(IntegrityError, match="case_not_merged_into_itself"), transaction.atomic():
        write(case, closed_at=timezone.now(), merged_into_id=case.pk)
    write(case, closed_at=timezone.now(), merged_into_id=kept.pk)


def test_a_closed_case_is_not_snoozed(case, closing):
    with pytest.raises(IntegrityError, match="case_snoozed_while_open"):
        write(case, **closing, snoozed_until=timezone.now())
