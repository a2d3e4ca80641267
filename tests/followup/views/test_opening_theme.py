"""A rule that opens cases by the theme of the comment, whether it was read already or not."""

from django.utils import timezone

from followup.actions.triage_response import triage_response
from followup.models import Case, OpeningRule
from responses.actions.read_comments import read_comments
from tests import factories


def test_a_theme_opens_a_case(client_of, acme, olga):
    survey = factories.survey(acme, owner=olga)
    client = client_of(olga)
    typed = {"name": "Entregas", "theme": "delivery", "tone": "bad", "who": ""}
    assert client.post("/o/acme/settings/rules/new/", typed).status_code == 302
    assert OpeningRule.objects.get().conditions == {"theme": ["delivery", "bad"]}
    assert "Delivery" in client.get("/o/acme/settings/rules/").content.decode()
    late = factories.response(survey, 9, comment="Muy bueno, pero el envío tardó una semana", triaged_at=None)
    fine = factories.response(survey, 9, comment="El envío, perfecto", triaged_at=None)
    read_comments(organisation=acme, limit=1)  # one of the two was read before it is decided
    for row in (late, fine):
        triage_response(response_id=row.pk, now=timezone.now())
    assert list(Case.objects.values_list("response", flat=True)) == [late.pk]


def test_a_theme_that_is_none_is_refused(client_of, olga):
    typed = {"name": "x", "theme": "nonsense", "who": ""}
    assert client_of(olga).post("/o/acme/settings/rules/new/", typed).status_code == 422
