import pytest
from django.test import Client

from accounts.models import Event
from surveys.models import AskingRules
from tests import factories

URL = "/o/acme/campaigns/rules/"
GIVEN = {
    "pause_days": "60",
    "weekdays": ["0", "1", "2"],
    "reminder_days": "0",
    "case_days": "30",
    "panel_times": "2",
    "tenure_days": "30",
    "tenure_property": "since",
    "account_property": "",
    "account_days": "7",
}


@pytest.fixture
def since(acme):
    return factories.contact(acme, properties={"since": "2026-01-01"})


@pytest.mark.parametrize(
    ("who", "seen", "saved"),
    [("olga", 200, 302), ("mark", 200, 403), ("stan", 200, 403), ("vera", 403, 403), ("xena", 404, 404)],
)
def test_who_sees_and_who_changes(request, client_of, since, who, seen, saved):
    client = client_of(request.getfixturevalue(who))
    assert client.get(URL).status_code == seen
    assert client.post(URL, GIVEN).status_code == saved
    assert AskingRules.objects.exists() is (saved == 302)


def test_signed_out(acme):
    assert Client().get(URL).status_code == 302


def test_save(client_of, olga, acme, since):
    client = client_of(olga)
    client.post(URL, GIVEN)
    client.post(URL, GIVEN)
    rules = AskingRules.objects.get()
    assert (rules.pause_days, rules.weekdays, rules.tenure_property) == (60, [0, 1, 2], "since")
    assert Event.objects.filter(verb="asking_rules.saved").count() == 1
    assert 'value="60"' in client.get(URL).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"pause_days": "0"},
        {"pause_days": "366"},
        {"weekdays": []},
        {"weekdays": ["7"]},
        {"tenure_property": "other"},
        {"reminder_days": "x"},
        {"account_days": ""},
    ],
)
def test_what_makes_no_sense_is_refused(client_of, olga, since, wrong):
    response = client_of(olga).post(URL, GIVEN | wrong)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert not AskingRules.objects.exists()


def test_the_hours_are_those_of_the_server(client_of, olga, settings):
    settings.MAIL_FIRST_HOUR, settings.MAIL_LAST_HOUR = 7, 21
    settings.SMS_FIRST_HOUR, settings.SMS_LAST_HOUR = 0, 24
    page = client_of(olga).get(URL).content.decode()
    assert "Mails leave from 7:00 to 21:00, SMS at any hour" in page
