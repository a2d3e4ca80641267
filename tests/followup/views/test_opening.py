import pytest
from django.urls import reverse
from django.utils import timezone

from followup.actions.triage_response import triage_response
from followup.models import OpeningRule, Team
from tests import factories

EMPTY = dict.fromkeys(
    [
        "score_from", "score_to", "keyword", "segment", "language", "property_name", "property_value",
        "value_name", "value_least", "who", "first_contact", "resolution", "playbook",
    ],
    "",
)  # fmt: skip


def to(name, acme, **arguments):
    return reverse(f"followup:{name}", kwargs={"org": acme.slug, **arguments})


def test_a_rule_from_the_form_to_the_case(client_of, acme, olga, stan):
    team = factories.team(acme, stan)
    typed = {
        **EMPTY,
        "name": "Big customers",
        "score_to": "8",
        "value_name": "annual_value",
        "value_least": "1000",
        "who": f"team:{team.pk}",
        "first_contact": "2h",
        "playbook": "Call them.\nOffer a refund.",
    }
    assert client_of(olga).post(to("rule_new", acme), typed).status_code == 302
    rule = OpeningRule.objects.get()
    assert rule.conditions == {"score": [0, 8], "value": ["annual_value", "1000"]}
    survey = factories.survey(acme, owner=olga)
    response = factories.response(survey, 7, properties={"annual_value": "5000"})
    case = triage_response(response_id=response.pk, now=timezone.now())
    page = client_of(stan).get(to("case", acme, case_id=case.pk)).content.decode()
    assert "Offer a refund." in page
    assert "Service" in page
    edit = client_of(olga).get(to("rule", acme, rule_id=rule.pk)).content.decode()
    assert 'value="annual_value"' in edit
    listed = client_of(olga).get(to("rules", acme)).content.decode()
    assert "annual_value is at least 1000" in listed
    client_of(olga).post(to("rule", acme, rule_id=rule.pk), {"delete": "1"})
    case.refresh_from_db()
    assert case.rule is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"score_to": ""}, "score_from"),
        ({"score_from": "5", "score_to": "3"}, "score_to"),
        ({"property_name": "branch"}, "property_value"),
        ({"value_name": "x", "value_least": "much"}, "value_least"),
        ({"who": "user:999999"}, "who"),
    ],
)
def test_what_makes_no_sense_is_named(client_of, acme, olga, changes, field):
    page = client_of(olga).post(to("rule_new", acme), {**EMPTY, "name": "Mine", "score_to": "6", **changes})
    assert page.status_code == 422
    assert page.context["form"].errors[field]
    assert not OpeningRule.objects.exists()


def test_rules_change_places(client_of, acme, olga):
    rules = [factories.opening_rule(acme, name=name, position=place) for place, name in enumerate("abc")]
    client_of(olga).post(to("rule_move", acme, rule_id=rules[2].pk), {"up": "1"})
    client_of(olga).post(to("rule_move", acme, rule_id=rules[0].pk), {"up": "1"})
    client_of(olga).post(to("rule_move", acme, rule_id=rules[0].pk), {"down": "1"})
    assert [rule.name for rule in OpeningRule.objects.all()] == ["c", "a", "b"]


def test_a_team_is_made_changed_and_taken_away(client_of, acme, olga, mark, stan):
    typed = {"name": "Service", "members": [mark.pk, stan.pk], "share": "in_turn"}
    assert client_of(olga).post(to("team_new", acme), typed).status_code == 302
    team = Team.objects.get()
    assert set(team.members.all()) == {mark, stan}
    assert client_of(olga).post(to("team_new", acme), typed).status_code == 422  # the name is taken
    assert client_of(olga).post(to("team_new", acme), {**typed, "members": []}).status_code == 422
    client_of(olga).post(to("team", acme, team_id=team.pk), {**typed, "share": "least_busy"})
    assert Team.objects.get().share == "least_busy"
    client_of(olga).post(to("team", acme, team_id=team.pk), {"delete": "1"})
    assert not Team.objects.exists()


def test_only_who_may_edit_settings(client_of, acme, mark, xena):
    for name in ("rules", "rule_new", "team_new"):
        assert client_of(mark).get(to(name, acme)).status_code == 403
        assert client_of(xena).get(to(name, acme)).status_code == 404


def test_the_list_asks_as_often_for_one_team_as_for_three(
    client_of, acme, olga, mark, django_assert_max_num_queries
):
    for name in "abc":
        factories.opening_rule(acme, name=name, team=factories.team(acme, olga, mark, name=name))
    page = client_of(olga)
    page.get(to("rules", acme))
    with django_assert_max_num_queries(14):
        page.get(to("rules", acme))
