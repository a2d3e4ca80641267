from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from delivery.models import OutboundMessage
from followup.actions.add_note import add_note
from followup.actions.assign_case import assign_case
from followup.actions.close_case import close_case
from followup.models import Case
from tests import factories

NOW = timezone.now()
DEEDS = ["case_note", "case_assign", "case_close", "case_reopen"]


@pytest.fixture
def cause(acme):
    return factories.cause(acme, "Late delivery")


@pytest.fixture
def case(acme, stan, cause):
    factories.remedy(acme)
    ana = factories.contact(acme, name="Ana López", phone="+573001234567")
    survey = factories.survey(acme)
    factories.response(survey, 9, contact=ana)
    return factories.case(factories.response(survey, 2, comment="Cold <food>", contact=ana), stan)


def address(case, name="case"):
    return reverse(f"followup:{name}", kwargs={"org": "acme", "case_id": case.pk})


@pytest.mark.parametrize(
    ("who", "status"), [("olga", 200), ("mark", 200), ("stan", 200), ("vera", 403), ("xena", 404)]
)
def test_who_may_see_a_case(client_of, case, request, who, status):
    assert client_of(request.getfixturevalue(who)).get(address(case)).status_code == status


@pytest.mark.parametrize(("who", "status"), [("vera", 403), ("xena", 404)])
@pytest.mark.parametrize("deed", DEEDS)
def test_who_may_not_work_on_it(client_of, case, request, deed, who, status):
    assert client_of(request.getfixturevalue(who)).post(address(case, deed)).status_code == status


@pytest.mark.parametrize("deed", ["case", *DEEDS])
def test_signed_out(client, case, deed):
    response = client.get(address(case, deed))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("deed", ["case", *DEEDS])
def test_anothers_case_does_not_exist(client_of, case, xena, other, deed):
    path = reverse(f"followup:{deed}", kwargs={"org": other.slug, "case_id": case.pk})
    client = client_of(xena)
    assert client.get(path).status_code == 404
    if deed != "case":
        assert client.post(path).status_code == 404


@pytest.mark.parametrize("deed", DEEDS)
def test_looking_at_a_forms_address_leads_to_the_case(client_of, case, stan, deed):
    response = client_of(stan).get(address(case, deed) + "?tab=open")
    assert response["Location"] == address(case) + "?tab=open"


def test_the_page_shows_all_one_needs(client_of, case, stan):
    html = client_of(stan).get(address(case)).content.decode()
    for words in (
        "Ana López answered 2",
        "Cold &lt;food&gt;",
        "tel:+573001234567",
        "other answers:",
        "Late delivery",
    ):
        assert words in html


def test_an_anonymous_answer(client_of, acme, stan):
    case = factories.case(factories.response(factories.survey(acme), 0, channel="link"))
    html = client_of(stan).get(address(case)).content.decode()
    assert "Somebody answered 0" in html
    assert "Nobody yet" in html


def test_a_note(client_of, case, stan):
    client = client_of(stan)
    response = client.post(address(case, "case_note") + "?tab=open", {"note-text": "Called her", "seen": "0"})
    assert response["Location"] == address(case) + "?tab=open"
    client.post(address(case, "case_note"), {"note-text": "Called her", "seen": "0"})
    assert [event.text for event in case.events.all()] == ["Called her"]
    assert "Stan wrote:" in client.get(address(case)).content.decode()


@pytest.mark.parametrize("text", ["", "  ", "x" * 4001, "a\x00b"])
def test_a_bad_note_is_refused_and_kept(client_of, case, stan, text):
    response = client_of(stan).post(address(case, "case_note"), {"note-text": text})
    assert response.status_code == 422
    assert not case.events.exists()
    assert response.context["forms"].note["text"].value() == text


def test_assign(client_of, case, stan, mark):
    client_of(mark).post(address(case, "case_assign"), {"assign-owner": str(mark.pk), "seen": "0"})
    case.refresh_from_db()
    assert case.owner == mark
    client_of(mark).post(
        address(case, "case_assign"), {"assign-owner": "", "seen": case.events.latest("pk").pk}
    )
    case.refresh_from_db()
    assert case.owner is None
    assert not OutboundMessage.objects.exists()


@pytest.mark.parametrize("who", ["vera", "xena", None])
def test_assign_to_somebody_who_cannot(client_of, case, stan, who, request):
    owner = request.getfixturevalue(who).pk if who else "abc"
    response = client_of(stan).post(address(case, "case_assign"), {"assign-owner": owner})
    assert response.status_code == 422
    assert "Choose somebody from the list" in response.content.decode()


@pytest.mark.parametrize("sent", [{}, {"owner": "STRANGER"}])
def test_a_form_that_names_nobody_is_not_taken_for_nobody(client_of, case, stan, mark, xena, sent):
    assign_case(case=case, owner=mark, by=stan, now=NOW)
    typed = {name: str(xena.pk) for name in sent}
    response = client_of(stan).post(address(case, "case_assign"), typed)
    assert response.status_code == 422
    assert response.context["forms"].assign.errors["owner"] == ["Choose who is to be in charge."]
    case.refresh_from_db()
    assert case.owner == mark


CLOSING = {
    "close-cause": "Late delivery",
    "close-remedy": "Refunded",
    "close-outcome": "partly",
    "close-note": "Sent a new one",
    "seen": "0",
}


def test_close_and_open_again(client_of, case, stan):
    client = client_of(stan)
    assert client.post(address(case, "case_close"), CLOSING).status_code == 302
    case.refresh_from_db()
    assert (case.is_open, case.outcome, case.cause.name) == (False, "partly", "Late delivery")
    html = client.get(address(case)).content.decode()
    assert "Stan closed the case. Cause: Late delivery. Outcome: Partly resolved." in html
    last = case.events.latest("pk").pk
    client.post(address(case, "case_reopen"), {"reopen-note": "Again", "seen": last})
    case.refresh_from_db()
    assert case.is_open


@pytest.mark.parametrize(
    ("field", "value", "remedy"),
    [
        ("close-cause", "", "Choose why the customer was unhappy."),
        ("close-cause", "Made up", "That cause is no longer on the list."),
        ("close-remedy", "", "Choose what was done about it."),
        ("close-remedy", "Made up", "That action is no longer on the list."),
        ("close-outcome", "", "Choose what came of it."),
        ("close-outcome", "great", "Select a valid choice"),
    ],
)
def test_no_closing_without_cause_action_and_outcome(client_of, case, stan, field, value, remedy):
    response = client_of(stan).post(address(case, "case_close"), CLOSING | {field: value})
    html = response.content.decode()
    assert response.status_code == 422
    assert remedy in html
    assert "Sent a new one" in html
    case.refresh_from_db()
    assert case.is_open


def test_close_and_next_leads_to_the_case_that_is_due_first(client_of, acme, case, stan):
    client = client_of(stan)
    survey = case.survey
    later = factories.case(factories.response(survey, 1), stan, due_at=NOW + timedelta(days=9))
    sooner = factories.case(factories.response(survey, 1), stan, due_at=NOW + timedelta(days=8))
    for one, then in ((case, sooner), (sooner, later)):
        response = client.post(address(one, "case_close") + "?tab=mine", CLOSING | {"next": "1"})
        assert response["Location"] == address(then) + "?tab=mine"
    response = client.post(address(later, "case_close") + "?tab=mine", CLOSING | {"next": "1"})
    assert response["Location"] == reverse("followup:cases", args=[acme.slug]) + "?tab=mine"


def test_a_playbook_opens_inside_the_case(client_of, case, cause, stan):
    assert "How to solve it" not in client_of(stan).get(address(case)).content.decode()
    cause.playbook = "1. Ask the carrier"
    cause.save()
    html = client_of(stan).get(address(case)).content.decode()
    assert "<summary>Late delivery</summary>" in html
    assert "1. Ask the carrier" in html


def test_an_organisation_without_causes_closes_with_a_suggested_one(client_of, case, cause, stan):
    cause.delete()
    client = client_of(stan)
    assert "Precio" in client.get(address(case)).content.decode()
    assert client.post(address(case, "case_close"), CLOSING | {"close-cause": "Precio"}).status_code == 302


def test_closed_by_a_colleague_meanwhile(client_of, case, cause, stan, mark):
    close_case(
        case=case,
        cause=cause,
        outcome=Case.Outcome.RESOLVED,
        remedy=factories.remedy(cause.organisation),
        note="Done",
        by=mark,
        now=NOW,
    )
    response = client_of(stan).post(address(case, "case_close"), CLOSING)
    html = response.content.decode()
    assert response.status_code == 422
    assert "Nothing was saved" in html
    assert "Mark closed the case. Cause: Late delivery. Outcome: Resolved." in html
    assert response.context["forms"].note["text"].value() == "Sent a new one"
    case.refresh_from_db()
    assert case.closed_by == mark


def test_given_to_somebody_else_meanwhile(client_of, case, stan, mark, olga):
    assign_case(case=case, owner=mark, by=olga, now=NOW)
    client = client_of(stan)
    response = client.post(address(case, "case_close"), CLOSING)
    html = response.content.decode()
    assert response.status_code == 422
    assert "Olga gave the case to Mark." in html
    assert response.context["forms"].close["cause"].value() == "Late delivery"
    # What was typed stays in the form, which now knows of the change: sending it again closes the case.
    assert (
        client.post(address(case, "case_close"), CLOSING | {"seen": case.events.latest("pk").pk}).status_code
        == 302
    )


def test_a_note_of_a_colleague_does_not_get_in_the_way(client_of, case, stan, mark):
    add_note(case=case, text="I know her", by=mark, now=NOW)
    assert client_of(stan).post(address(case, "case_close"), CLOSING).status_code == 302


@pytest.mark.parametrize("seen", ["", "abc", "9" * 30, "-1"])
def test_an_odd_seen_is_no_crash(client_of, case, stan, seen):
    assert client_of(stan).post(address(case, "case_close"), CLOSING | {"seen": seen}).status_code == 302


def test_a_longer_history_asks_the_database_no_more(client_of, case, stan, mark, olga):
    client = client_of(stan)

    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(address(case))
        return len(queries)

    assign_case(case=case, owner=mark, by=olga, now=NOW)
    before = count()
    for person in (olga, stan, mark):
        assign_case(case=case, owner=person, by=olga, now=NOW)
        add_note(case=case, text="Called", by=person, now=NOW)
    assert count() == before


def test_it_leads_to_the_answer_and_the_contact(client_of, case, stan):
    html = client_of(stan).get(address(case)).content.decode()
    assert reverse("responses:response", args=["acme", case.response.pk]) in html
    assert reverse("contacts:contact", args=["acme", case.contact.pk]) in html
