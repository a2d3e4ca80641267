import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from surveys.actions.draw_programme import draw_programme
from surveys.models import Programme
from tests import factories

LIST = "/o/acme/programmes/"


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, owner=olga, name="Customers 2026")


def start(client, to_ask, **fields):
    given = {"survey": to_ask.pk, "segment": "", "period_days": "30", "stratum_property": ""}
    return client.post(LIST, given | fields)


@pytest.mark.parametrize(
    ("who", "seen", "started"),
    [("olga", 200, 302), ("mark", 200, 302), ("stan", 200, 403), ("vera", 403, 403), ("xena", 404, 404)],
)
def test_who_sees_and_who_starts(request, client_of, survey, who, seen, started):
    client = client_of(request.getfixturevalue(who))
    assert client.get(LIST).status_code == seen
    assert start(client, survey).status_code == started


def test_signed_out(survey):
    assert Client().get(LIST).status_code == 302


def test_from_start_to_stop(client_of, mark, stan, xena, acme, survey):
    for _ in range(60):
        factories.contact(acme)
    client = client_of(mark)
    one = start(client, survey).url
    assert "within minutes" in client.get(one).content.decode()
    draw_programme(programme=Programme.objects.get(), now=timezone.now())
    page = client.get(one).content.decode()
    assert "60 people can be reached" in page
    assert "Customers 2026" in client.get(LIST).content.decode()
    assert client_of(xena).get(one.replace("acme", "other")).status_code == 404
    assert client_of(stan).post(f"{one}change/", {"state": "stopped"}).status_code == 403
    for state in ("paused", "running", "nonsense", "stopped"):
        assert client.post(f"{one}change/", {"state": state}).status_code == 302
    assert Programme.objects.get().state == "stopped"


@pytest.mark.parametrize(
    "wrong", [{"survey": ""}, {"period_days": "6"}, {"stratum_property": "x"}, {"segment": "9999"}]
)
def test_what_makes_no_sense_is_refused(client_of, mark, survey, wrong):
    response = start(client_of(mark), survey, **wrong)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()


def test_not_before_the_survey_is_published(client_of, mark, acme):
    response = start(client_of(mark), factories.survey(acme, published=False))
    assert response.status_code == 422
    assert "Publish it first" in response.content.decode()


def test_silent_groups(client_of, mark, stan, acme, survey):
    programme = factories.programme(survey, stratum_property="branch")
    asked_at = timezone.now() - timedelta(days=9)
    for answered_at in (asked_at, None):
        person = factories.contact(acme, properties={"branch": "Centro"})
        factories.invitation(survey, person, asked_at=asked_at, answered_at=answered_at)
    client, one = client_of(mark), f"{LIST}{programme.pk}/"
    page = client.get(one).content.decode()
    assert "Centro" in page
    assert "Draw silent groups more" in page
    assert client.post(f"{one}top-up/", {"on": "1"}).status_code == 302
    assert "Draw all groups alike" in client.get(one).content.decode()
    assert client_of(stan).post(f"{one}top-up/", {"on": "0"}).status_code == 403
    client.post(f"{one}top-up/", {"on": "0"})
    assert not Programme.objects.get().top_up


def test_its_days_with_their_totals_page_by_page(client_of, mark, acme, survey):
    programme = factories.programme(survey)
    for number in range(16):
        day = factories.campaign(survey, programme=programme, drawn_on=date(2026, 3, 1 + number))
        factories.invitation(survey, factories.contact(acme), day)
    client = client_of(mark)
    page = client.get(f"{LIST}{programme.pk}/").content.decode()
    assert "16 Mar 2026" in page
    assert "2 Mar 2026" not in page.replace("12 Mar 2026", "")
    older = re.search(r"\?days_before=\d+", page).group()
    assert "2 Mar 2026" in client.get(f"{LIST}{programme.pk}/{older}").content.decode()


def test_the_list_of_sends_has_a_programme_and_a_trigger_once(client_of, mark, acme, survey):
    programme, trigger = factories.programme(survey), factories.trigger(survey)
    single = factories.campaign(survey)
    days = [factories.campaign(survey, programme=programme, drawn_on=date(2026, 3, n)) for n in range(1, 6)]
    days += [factories.campaign(survey, trigger=trigger, drawn_on=date(2026, 3, n)) for n in range(1, 6)]
    for day in days:
        factories.invitation(survey, factories.contact(acme), day)
    page = client_of(mark).get("/o/acme/campaigns/").content.decode()
    assert f"/o/acme/campaigns/{single.pk}/" in page
    assert not any(f"/o/acme/campaigns/{day.pk}/" in page for day in days)
    assert page.count(f"/o/acme/programmes/{programme.pk}/") == 1
    assert page.count(f"/o/acme/triggers/{trigger.pk}/") == 1
