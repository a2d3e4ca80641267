import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Event, Organisation
from nps_app.lib.compiled import CompiledInsert, CompiledQuery, CompiledUpdate
from responses.models import Response
from surveys.models import Invitation
from tests import factories

BY_TOKEN = CompiledQuery(
    "test_by_token",
    lambda: Invitation.objects.filter(token="").select_related("survey", "version__logo", "contact"),
)


@pytest.fixture
def invitation(acme):
    survey = factories.survey(acme)
    return factories.invitation(survey, factories.contact(acme, properties={"branch": "Centro"}))


def test_it_finds_what_the_orm_finds_with_related_rows(invitation):
    found = BY_TOKEN.first(invitation.token)
    assert found == invitation
    with CaptureQueriesContext(connection) as queries:
        assert found.contact.properties == {"branch": "Centro"}
        assert found.version.texts == invitation.version.texts
        assert found.version.logo is None
        assert found.survey.languages == ["es", "en"]
    assert not queries.captured_queries
    assert BY_TOKEN.first("no such token") is None


def test_it_is_planned_once_a_connection(invitation):
    BY_TOKEN.first(invitation.token)
    with CaptureQueriesContext(connection) as queries:
        BY_TOKEN.first(invitation.token)
    (query,) = queries.captured_queries
    assert query["sql"].startswith("EXECUTE promotor_test_by_token")


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_died_is_replaced(invitation):
    BY_TOKEN.first(invitation.token)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    other.close()
    assert BY_TOKEN.first(invitation.token) == invitation


def test_an_insert_stores_what_save_stores(invitation):
    saved = factories.response(invitation.survey, 3, properties={"plan": "Oro"}, comment="ñ %s")
    row = Response.objects.get(pk=saved.pk)
    row.pk, row.token = None, "another"
    CompiledInsert(Response).store(row)
    assert row.pk not in (None, saved.pk)
    assert row.category == "detractor"
    again = Response.objects.get(pk=row.pk)
    fields = [field.attname for field in Response._meta.concrete_fields if field.name not in ("id", "token")]
    assert {name: getattr(again, name) for name in fields} == {name: getattr(saved, name) for name in fields}


@pytest.mark.parametrize("model", [Response, Event, Organisation])
def test_every_field_of_the_model_is_stored(model):
    stored = {field.name for field in CompiledInsert(model)._fields}
    assert stored == {f.name for f in model._meta.concrete_fields if not f.generated} - {"id"}


def test_an_update_changes_its_rows_only(invitation, acme):
    other = factories.invitation(invitation.survey, factories.contact(acme))
    update = CompiledUpdate("test_update", lambda: Invitation.objects.filter(pk=0), ["answered_at", "reason"])
    now = timezone.now()
    update.run(now, "said", invitation.pk)
    invitation.refresh_from_db()
    other.refresh_from_db()
    assert (invitation.answered_at, invitation.reason) == (now, "said")
    assert other.answered_at is None
