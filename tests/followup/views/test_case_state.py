from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from delivery.models import OutboundMessage
from followup.actions.add_note import add_note
from followup.actions.assign_case import assign_case
from followup.actions.escalate_case import escalate_case
from followup.actions.snooze_case import snooze_case
from followup.models import CaseEvent, Mention
from followup.rules.states import Todo
from tests import factories

NOW = timezone.now()
DEEDS = ["case_snooze", "case_wake", "case_escalate", "case_merge"]


@pytest.fixture
def ana(acme):
    return factories.contact(acme, name="Ana López")


@pytest.fixture
def case(acme, ana, stan, olga):
    return factories.case(factories.response(factories.survey(acme), 2, contact=ana), stan)


def address(case, name="case"):
    return reverse(f"followup:{name}", kwargs={"org": "acme", "case_id": case.pk})


@pytest.mark.parametrize(("who", "status"), [("vera", 403), ("xena", 404)])
@pytest.mark.parametrize("deed", DEEDS)
def test_who_may_not(client_of, case, request, deed, who, status):
    assert client_of(request.getfixturevalue(who)).post(address(case, deed)).status_code == status


@pytest.mark.parametrize("deed", DEEDS)
def test_signed_out_another_organisation_and_looking(client, client_of, case, stan, xena, other, deed):
    assert client.get(address(case, deed)).status_code == 302
    path = reverse(f"followup:{deed}", kwargs={"org": other.slug, "case_id": case.pk})
    assert client_of(xena).post(path).status_code == 404
    assert client_of(stan).get(address(case, deed) + "?q=ana")["Location"] == address(case) + "?q=ana"


def test_snooze_and_bring_back(client_of, case, stan):
    client = client_of(stan)
    day = (timezone.now() + timedelta(days=4)).date()
    response = client.post(
        address(case, "case_snooze"), {"snooze-until": "day", "snooze-day": day, "seen": "0"}, follow=True
    )
    html = response.content.decode()
    assert "Snoozed until" in html
    assert "The clocks go on." in html
    case.refresh_from_db()
    assert case.snoozed_until.astimezone(case.organisation.zone).date() == day
    last = case.events.latest("pk").pk
    assert client.post(address(case, "case_wake"), {"seen": last}).status_code == 302
    case.refresh_from_db()
    assert case.snoozed_until is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Choose until when."),
        ({"snooze-until": "never"}, "Choose one of the times that are offered."),
        ({"snooze-until": "day"}, "Choose a day from tomorrow on"),
        ({"snooze-until": "day", "snooze-day": "2020-01-01"}, "Choose a day from tomorrow on"),
        ({"snooze-until": "day", "snooze-day": "soon"}, "Write the day as year-month-day"),
    ],
)
def test_a_snooze_that_cannot_be(client_of, case, stan, typed, words):
    response = client_of(stan).post(address(case, "case_snooze"), typed)
    assert response.status_code == 422
    assert words in response.content.decode()


def test_escalate_and_calm(client_of, case, stan, olga):
    client = client_of(stan)
    assert client.post(address(case, "case_escalate"), {"escalate-reason": " "}).status_code == 422
    client.post(address(case, "case_escalate"), {"escalate-reason": "She wants it all back"})
    assert OutboundMessage.objects.get().recipient == olga.email
    html = client_of(olga).get(address(case)).content.decode()
    assert "Stan asked Olga for help" in html
    assert "Escalated" in client.get(reverse("followup:cases", args=["acme"])).content.decode()
    client_of(olga).post(address(case, "case_escalate"), {"over": "1"})
    case.refresh_from_db()
    assert case.escalated_at is None


def test_merge(client_of, case, ana, stan):
    other = factories.case(factories.response(case.survey, 4, contact=ana), stan)
    client = client_of(stan)
    assert "another open case" in client.get(address(case)).content.decode()
    assert client.post(address(case, "case_merge"), {"merge-other": case.pk}).status_code == 422
    assert client.post(address(case, "case_merge"), {"merge-other": other.pk}).status_code == 302
    html = client.get(address(other)).content.decode()
    assert "Go to that case" in html
    assert "Close case" not in html


def test_whoever_is_mentioned_says_that_they_have_seen_it(client_of, case, stan, mark):
    client_of(stan).post(address(case, "case_note"), {"note-text": "@mark, please"})
    client = client_of(mark)
    assert "A colleague mentions you" in client.get(address(case)).content.decode()
    client.post(address(case, "case_seen"))
    assert not Mention.objects.filter(settled_at=None).exists()
    assert "A colleague mentions you" not in client.get(address(case)).content.decode()


def test_take_it_and_take_over(client_of, case, stan, mark):
    client = client_of(mark)
    assert "Take over" in client.get(address(case)).content.decode()
    assign_case(case=case, owner=None, by=stan, now=NOW)
    assert "Take it" in client.get(address(case)).content.decode()
    seen = case.events.latest("pk").pk
    client.post(address(case, "case_assign"), {"assign-owner": mark.pk, "seen": seen})
    case.refresh_from_db()
    assert (case.owner, case.started_at is not None) == (mark, True)


def test_give_it_to_a_team(client_of, case, acme, mark, vera):
    team, idle = factories.team(acme, mark), factories.team(acme, vera, name="Idle")
    client = client_of(mark)
    client.post(address(case, "case_assign"), {"assign-owner": f"team-{team.pk}"})
    case.refresh_from_db()
    assert (case.owner, case.team) == (mark, team)
    response = client.post(address(case, "case_assign"), {"assign-owner": f"team-{idle.pk}"})
    assert response.status_code == 422
    assert "Nobody in that team" in response.content.decode()


@pytest.mark.parametrize(
    ("deed", "typed"),
    [
        ("case_snooze", {"snooze-until": "1h"}),
        ("case_escalate", {"escalate-reason": "Kept words"}),
        ("case_escalate", {"over": "1"}),
        ("case_merge", {"merge-other": "OTHER"}),
        ("case_wake", {}),
        ("case_assign", {"assign-owner": ""}),
        ("case_wait", {"waiting": "1"}),
        ("case_reply", {"reply-text": "Kept words"}),
    ],
)
def test_a_stale_form_says_what_changed_and_keeps_what_was_typed(
    client_of, case, ana, stan, mark, deed, typed
):
    other = factories.case(factories.response(case.survey, 4, contact=ana), stan)
    snooze_case(case=case, until=NOW + timedelta(hours=5), by=mark, now=NOW)
    if "over" in typed:
        escalate_case(case=case, reason="Help", by=mark, now=NOW)
    typed = {name: str(other.pk) if value == "OTHER" else value for name, value in typed.items()}
    response = client_of(stan).post(address(case, deed), {**typed, "seen": "0"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "Nothing was saved" in html
    assert "Mark snoozed the case until" in html
    if "Kept words" in typed.values():
        assert "Kept words" in html


def test_a_note_in_a_case_is_no_change(client_of, case, stan, mark):
    add_note(case=case, text="I know her", by=mark, now=NOW)
    assert (
        client_of(stan).post(address(case, "case_snooze"), {"snooze-until": "1h", "seen": "0"}).status_code
        == 302
    )


def test_the_customers_last_mail_is_the_next_thing(client_of, case, stan):
    for text, automatic in (("I am still waiting", False), ("Out of office", True)):
        CaseEvent.objects.create(
            organisation=case.organisation,
            case=case,
            kind="wrote",
            at=NOW,
            text=text,
            data={"automatic": automatic},
        )
    case.customer_wrote_at = NOW
    case.contacted_at = NOW
    case.save()
    detail = client_of(stan).get(address(case)).context["detail"]
    assert (detail.todo, detail.wrote.text) == (Todo.ANSWER, "I am still waiting")
