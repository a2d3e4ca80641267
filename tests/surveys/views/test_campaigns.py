import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from delivery.models import OutboundMessage
from surveys.actions.plan_invitations import plan_invitations
from surveys.models import Campaign
from tests import factories

LIST, NEW = "/o/acme/campaigns/", "/o/acme/campaigns/new/"


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, owner=olga, name="Customers 2026")


@pytest.fixture
def campaign(survey):
    row = factories.campaign(survey)
    factories.invitation(survey, factories.contact(survey.organisation, name="Ana Pérez"), row)
    left_out = factories.contact(survey.organisation, name="Luis Gómez")
    factories.invitation(survey, left_out, row, state="skipped", reason="unsubscribed")
    return row


@pytest.mark.parametrize(
    ("who", "seen", "sent"),
    [("olga", 200, 200), ("mark", 200, 200), ("stan", 200, 403), ("vera", 403, 403), ("xena", 404, 404)],
)
def test_who_sees_and_who_sends(request, client_of, campaign, who, seen, sent):
    client = client_of(request.getfixturevalue(who))
    one = f"{LIST}{campaign.pk}/"
    assert [client.get(url).status_code for url in (LIST, one, f"{one}progress/")] == [seen] * 3
    assert client.get(NEW).status_code == sent
    assert client.post(NEW).status_code == (422 if sent == 200 else sent)
    assert client.post(f"{one}stop/").status_code == (302 if sent == 200 else sent)


def test_signed_out(campaign):
    client = Client()
    for url in (LIST, NEW, f"{LIST}{campaign.pk}/"):
        assert client.get(url).status_code == 302


def test_another_organisations_campaign_does_not_exist(client_of, xena, campaign):
    client = client_of(xena)
    assert client.get(f"/o/other/campaigns/{campaign.pk}/").status_code == 404
    assert client.post(f"/o/other/campaigns/{campaign.pk}/stop/").status_code == 404
    assert "Customers 2026" not in client.get("/o/other/campaigns/").content.decode()


def test_list_has_constant_queries(client_of, mark, survey, campaign):
    factories.programme(survey)
    factories.trigger(survey)
    client = client_of(mark)
    numbers = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        numbers.append(len(queries))
        for _ in range(2):
            factories.invitation(survey, factories.contact(survey.organisation))
            factories.programme(survey)
            factories.trigger(survey)
    assert numbers[0] == numbers[1]


def test_empty_list_says_what_to_do(client_of, mark):
    assert NEW in client_of(mark).get(LIST).content.decode()


def test_campaign_shows_each_invitation_with_its_reason(client_of, mark, campaign):
    client = client_of(mark)
    page = client.get(f"{LIST}{campaign.pk}/").content.decode()
    assert "Ana Pérez" in page
    assert "Luis Gómez" in page
    assert "unsubscribed" in page
    assert "hx-trigger" in page
    page = client.get(f"{LIST}{campaign.pk}/?state=sent&before=x").content.decode()
    assert "Luis Gómez" not in page


def test_progress_stops_asking_when_it_is_over(client_of, mark, campaign):
    url = f"{LIST}{campaign.pk}/progress/"
    running = client_of(mark).get(url)
    assert "every 2s" in running.content.decode()
    assert "HX-Refresh" not in running.headers
    Campaign.objects.update(state="done")
    over = client_of(mark).get(url)
    assert "every 2s" not in over.content.decode()
    assert over.headers["HX-Refresh"] == "true"  # the buttons and the list around it too


def test_stop(client_of, mark, campaign):
    client = client_of(mark)
    assert client.get(f"{LIST}{campaign.pk}/stop/").status_code == 405
    assert "Yes, stop it" in client.get(f"{LIST}{campaign.pk}/").content.decode()
    client.post(f"{LIST}{campaign.pk}/stop/")
    campaign.refresh_from_db()
    assert campaign.state == "stopped"
    assert client.post(f"{LIST}{campaign.pk}/stop/").status_code == 302


def test_pause_and_resume(client_of, mark, stan, campaign):
    client, one = client_of(mark), f"{LIST}{campaign.pk}/"
    for verb, state, offered in [("pause", "paused", "resume"), ("resume", "planning", "pause")]:
        assert client.get(f"{one}{verb}/").status_code == 405
        assert client_of(stan).post(f"{one}{verb}/").status_code == 403
        assert [client.post(f"{one}{verb}/").status_code for _ in range(2)] == [302, 302]
        campaign.refresh_from_db()
        assert campaign.state == state
        page = client.get(one).content.decode()
        assert f"{one}{offered}/" in page
        assert f"{one}stop/" in page


def test_a_sample_is_previewed_and_sent_alike(client_of, mark, acme, survey):
    for _ in range(30):
        factories.contact(acme)
    client = client_of(mark)
    page = client.get(f"{NEW}?survey={survey.pk}&segment=&percent=40&seed=7").content.decode()
    reached = int(re.search(r"Send to (\d+) people", page).group(1))
    assert 3 < reached < 25
    assert "not drawn by lot" in page
    launch(client, survey, percent="40", seed="7")
    campaign = Campaign.objects.get()
    plan_invitations(campaign=campaign, now=campaign.launched_at)
    assert OutboundMessage.objects.count() == reached
    assert "drawn with seed 7" in client.get(f"{LIST}{campaign.pk}/").content.decode()


@pytest.mark.parametrize("percent", ["0", "101", "x"])
def test_a_share_that_makes_no_sense(client_of, mark, survey, percent):
    assert launch(client_of(mark), survey, percent=percent).status_code == 422


def test_new_previews_without_writing(client_of, mark, acme, survey):
    factories.contact(acme, name="Ana")
    factories.contact(acme, name="Nobody", email="", phone="+573001234567")
    page = client_of(mark).get(f"{NEW}?survey={survey.pk}&segment=").content.decode()
    assert "It reaches 1 person" in page
    assert "no e-mail address" in page
    assert "Send to 1 person" in page
    assert not Campaign.objects.exists()


@pytest.mark.parametrize("query", ["", "?survey=999999", "?survey=x&segment=y", "?survey=&segment=1"])
def test_new_with_any_address(client_of, mark, survey, query):
    assert client_of(mark).get(NEW + query).status_code == 200


def test_new_without_a_survey_says_what_to_do(client_of, mark):
    assert "/surveys/new/" in client_of(mark).get(NEW).content.decode()


def test_new_says_what_is_missing(client_of, mark, acme, survey):
    factories.contact(acme)
    acme.postal_address = ""
    acme.save()
    page = client_of(mark).get(f"{NEW}?survey={survey.pk}").content.decode()
    assert "postal address is missing" in page
    assert "Send to 1 person" not in page


def launch(client, to_send, **fields):
    given = {"survey": to_send.pk, "segment": "", "launch_key": str(uuid.uuid4()), "confirm": "on"}
    return client.post(NEW, given | fields)


def test_launch_and_a_second_press(client_of, mark, acme, survey):
    factories.contact(acme)
    client, key = client_of(mark), str(uuid.uuid4())
    first, second = (launch(client, survey, launch_key=key) for _ in range(2))
    campaign = Campaign.objects.get()
    assert first.url == second.url == f"{LIST}{campaign.pk}/"
    plan_invitations(campaign=campaign, now=campaign.launched_at)
    assert OutboundMessage.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [{"confirm": ""}, {"launch_key": "x"}, {"survey": "999999"}, {"survey": ""}, {"segment": "999999"}],
)
def test_launch_refuses_what_makes_no_sense(client_of, mark, survey, fields):
    response = launch(client_of(mark), survey, **fields)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert not Campaign.objects.exists()


def test_launch_refuses_an_unpublished_survey(client_of, mark, acme):
    draft = factories.survey(acme, published=False)
    response = launch(client_of(mark), draft)
    assert response.status_code == 422
    assert "Publish it first" in response.content.decode()


def test_another_organisations_survey_and_segment_cannot_be_sent(client_of, mark, other, survey):
    theirs = factories.survey(other, name="Theirs")
    segment = factories.segment(other, "Theirs")
    client = client_of(mark)
    assert launch(client, theirs).status_code == 422
    assert launch(client, survey, segment=segment.pk).status_code == 422
    assert "Theirs" not in client.get(NEW).content.decode()


def test_the_reminder_as_a_test(client_of, mark, survey):
    for which in ("1", "reminder"):
        client_of(mark).post(NEW, {"survey": survey.pk, "segment": "", "test": which})
    first, second = OutboundMessage.objects.filter(kind="test").order_by("pk")
    assert "Reminder" not in first.payload["subject"]
    assert "Reminder" in second.payload["subject"]
    assert "Reminder." in second.payload["text"]


def test_test_mail(client_of, mark, survey):
    response = client_of(mark).post(NEW, {"survey": survey.pk, "segment": "", "test": "1"})
    assert response.status_code == 302
    assert OutboundMessage.objects.get().recipient == mark.email
    assert not Campaign.objects.exists()
