"""What the database itself refuses, whatever a bug might write."""

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from tests import factories

RULE = "case_closed_with_cause_and_outcome"


@pytest.fixture
def case(acme, stan):
    return factories.case(factories.response(factories.survey(acme, owner=stan), 2), owner=stan)


def write(case, **values):
    sets = ", ".join(f"{column} = %s" for column in values)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE followup_case SET {sets} WHERE id = %s", [*values.values(), case.pk])  # noqa: S608


def test_a_case_does_not_close_without_cause_and_outcome(case):
    with pytest.raises(IntegrityError, match=RULE):
        write(case, closed_at=timezone.now())


def test_nor_without_a_cause(case):
    with pytest.raises(IntegrityError, match=RULE):
        write(case, closed_at=timezone.now(), outcome="resolved")


def test_nor_without_an_outcome(case, acme):
    with pytest.raises(IntegrityError, match=RULE):
        write(case, closed_at=timezone.now(), cause_id=factories.cause(acme).pk)


def test_an_open_case_has_no_outcome(case):
    with pytest.raises(IntegrityError, match=RULE):
        write(case, outcome="resolved")


def test_an_answer_has_one_case(case):
    with pytest.raises(IntegrityError):
        factories.case(case.response)


def test_with_both_it_closes(case, acme):
    write(case, closed_at=timezone.now(), cause_id=factories.cause(acme).pk, outcome="resolved")
    case.refresh_from_db()
    assert not case.is_open
