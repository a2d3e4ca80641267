"""What migrations say about rows that were there before them."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from followup.models import CaseEvent
from tests import factories

BEFORE, AFTER = [("followup", "0005_opening_rules")], [("followup", "0006_closing")]


@pytest.fixture
def newest_afterwards():
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.django_db(transaction=True)
def test_cases_closed_before_an_action_was_asked_for_say_so(acme, stan, newest_afterwards):
    survey = factories.survey(acme)
    rows = [factories.response(survey, score) for score in (1, 2, 3)]
    told, silent, still_open = (factories.case(row, stan) for row in rows)
    CaseEvent.objects.create(
        organisation=acme, case=told, kind="closed", at=timezone.now(), text="Sent another"
    )
    cause = factories.cause(acme)
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE followup_case SET closed_at = now(), cause_id = %s, outcome = 'partly' WHERE id = ANY(%s)",
            [cause.pk, [told.pk, silent.pk]],
        )
    executor = MigrationExecutor(connection)
    executor.migrate(AFTER)
    for case, note in ((told, "Sent another"), (silent, "No se escribió ninguna nota.")):
        case.refresh_from_db(fields=["remedy", "closing_note", "outcome"])
        assert (case.remedy.name, case.remedy.is_active) == ("Sin registro (aún no se pedía)", False)
        assert (case.closing_note, case.outcome) == (note, "partly")
    still_open.refresh_from_db(fields=["remedy", "closing_note"])
    assert (still_open.remedy, still_open.closing_note) == (None, "")
