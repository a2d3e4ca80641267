import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from surveys.models import Trigger
from tests import factories

LIST = "/o/acme/triggers/"


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, olga, name="Customers 2026")


@pytest.fixture
def trigger(survey):
    return factories.trigger(survey)


@pytest.mark.parametrize(
    ("who", "seen", "sent"),
    [("olga", 200, 302), ("mark", 200, 302), ("stan", 200, 403), ("vera", 403, 403), ("xena", 404, 404)],
)
def test_who_sees_and_who_changes(request, client_of, trigger, who, seen, sent):
    client = client_of(request.getfixturevalue(who))
    one = f"{LIST}{trigger.pk}/"
    assert [client.get(url).status_code for url in (LIST, one)] == [seen] * 2
    assert client.post(f"{one}change/", {"state": "paused"}).status_code == sent
    assert client.post(LIST).status_code == (422 if sent == 302 else sent)


def test_signed_out(trigger):
    for url in (LIST, f"{LIST}{trigger.pk}/"):
        assert Client().get(url).status_code == 302


def test_anothers_does_not_exist(client_of, xena, trigger):
    assert client_of(xena).get(f"/o/other/triggers/{trigger.pk}/").status_code == 404


def test_lists_have_constant_queries(client_of, mark, survey, trigger):
    client = client_of(mark)
    numbers = []
    for url in (LIST, f"{LIST}{trigger.pk}/"):
        for turn in range(2):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            numbers.append(len(queries))
            for number in range(2):
                event = factories.customer_event(
                    factories.contact(survey.organisation), f"{url}{turn}{number}"
                )
                factories.event_ask(trigger, event)
                factories.trigger(survey)
    assert numbers[0] == numbers[1]
    assert numbers[2] == numbers[3]


def test_a_trigger_is_started(client_of, mark, survey):
    client = client_of(mark)
    assert "ticket_solved" in client.get(LIST).content.decode()
    answer = client.post(
        LIST,
        {
            "event_name": "purchase", "delay": 3, "unit": "days", "survey": survey.pk,
            "property_0": "amount", "operator_0": "at_least", "value_0": "100",
        },
    )  # fmt: skip
    trigger = Trigger.objects.get()
    assert answer.headers["Location"] == f"{LIST}{trigger.pk}/"
    assert trigger.delay_hours == 72
    assert trigger.offer == "email"
    page = client.get(f"{LIST}{trigger.pk}/").content.decode()
    assert "3 days after purchase" in page
    assert "amount is at least 100" in page


def test_the_channel_that_was_chosen_is_kept(client_of, mark, survey, settings, tmp_path):
    settings.MAIL_CATCHER_DIR = str(tmp_path)  # a way out for SMS
    client = client_of(mark)
    fields = {"event_name": "visit", "delay": 1, "unit": "hours", "survey": survey.pk, "offer": "best"}
    answer = client.post(LIST, fields)
    assert Trigger.objects.get().offer == "best"
    page = client.get(answer.headers["Location"]).content.decode()
    assert "best channel" in page
    assert "This cannot be undone." in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"event_name": "Mi compra"}, "Small letters, digits"),
        ({"delay": "400"}, "A year at most."),
        ({"property_0": "amount", "operator_0": "at_least", "value_0": "much"}, "need a number"),
        ({"survey": "0"}, "no longer exists"),
    ],
)
def test_what_is_wrong_is_named_and_what_was_typed_stays(client_of, mark, survey, typed, said):
    fields = {"event_name": "visit_of_theirs", "delay": 7, "unit": "days", "survey": survey.pk}
    page = client_of(mark).post(LIST, fields | typed)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert next(iter(typed.values())) in page.content.decode()
    assert not Trigger.objects.exists()


def test_exact_counts_and_reasons(client_of, mark, acme, trigger):
    for number, (state, reason) in enumerate(
        [
            ("waiting", ""),
            ("asked", ""),
            ("asked", ""),
            ("dropped", "asked_recently"),
            ("dropped", "too_late"),
        ]
    ):
        event = factories.customer_event(factories.contact(acme, name=f"Person {number}"), f"order-{number}")
        factories.event_ask(trigger, event, state=state, reason=reason)
    client = client_of(mark)
    page = client.get(f"{LIST}{trigger.pk}/?state=dropped").content.decode()
    assert "asked not long ago" in page
    assert "more than a week late" in page
    assert "Person 3" in page
    assert "Person 0" not in page


def test_pause_resume_stop(client_of, mark, trigger):
    client = client_of(mark)
    for state in ("paused", "running", "stopped"):
        client.post(f"{LIST}{trigger.pk}/change/", {"state": state})
        trigger.refresh_from_db()
        assert trigger.state == state
    client.post(f"{LIST}{trigger.pk}/change/", {"state": "nonsense"})
    trigger.refresh_from_db()
    assert trigger.state == "stopped"
