"""Pages of the alerts: what is open, one of them, what I am mailed, and the link that stops it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from nps_app.lib.clock import local_day
from reports.models import Mute, ScoreWatch, Subscription
from tests import factories


@pytest.fixture
def survey(acme):
    return factories.survey(acme)


@pytest.fixture
def fall(survey):
    return factories.alert(survey)


def url(name, **arguments):
    return reverse(f"reports:{name}", kwargs={"org": "acme", **arguments})


def text(response):
    return " ".join(response.content.decode().split())


def test_open_and_past_alerts_are_listed_and_the_open_one_stands_on_the_dashboard(
    acme, vera, client_of, survey, fall
):
    factories.alert(survey, told_on=fall.told_on - timedelta(90), closed_on=fall.told_on, outcome="recovered")
    client = client_of(vera)
    listed = text(client.get(url("alerts")))
    assert listed.count("Customers: the score has dropped from +42 to −21.") == 2
    assert "The score came back." in listed
    assert "the score has dropped from +42 to −21" in text(client.get(url("dashboard")))
    fall.delete()
    assert "has dropped" not in text(client.get(url("dashboard")))
    assert "No score has provably changed." in text(client.get(url("alerts")))


def test_the_list_is_read_page_by_page_with_as_many_queries(acme, olga, client_of, survey):
    client = client_of(olga)
    day = timezone.now().date()
    factories.alert(survey, told_on=day, closed_on=day, outcome="usual")
    client.get(url("alerts"))
    with CaptureQueriesContext(connection) as few:
        client.get(url("alerts"))
    for number in range(1, 35):
        factories.alert(survey, told_on=day - timedelta(number), closed_on=day, outcome="usual")
    with CaptureQueriesContext(connection) as many:
        first = client.get(url("alerts"))
    assert len(many) == len(few)
    assert "?page=2" in text(first)
    assert len(client.get(url("alerts"), {"page": "2"}).context["past"]) == 5
    assert client.get(url("alerts"), {"page": "x"}).status_code == 200
    assert "No more alerts." in text(client.get(url("alerts"), {"page": "99999"}))


def test_an_alert_keeps_what_was_known(acme, stan, client_of, fall):
    found = text(client_of(stan).get(url("alert", pk=fall.pk)))
    for words in ("What was known then", "+42", "−21", "500 answers", "5.30, told from 4.0", "Still so."):
        assert words in found
    assert f"?survey={fall.survey_id}&amp;from=" in found


def test_worth_a_look_and_an_end_are_called_so(acme, stan, client_of, survey):
    watch = factories.alert(survey, level="watch")
    assert "may be dropping" in text(client_of(stan).get(url("alert", pk=watch.pk)))
    watch.closed_on, watch.outcome = watch.told_on, "faded"
    watch.save()
    assert "It came to nothing." in text(client_of(stan).get(url("alert", pk=watch.pk)))


def test_mute_and_mail_again(acme, vera, client_of, fall):
    client, address = client_of(vera), url("alert", pk=fall.pk)
    today = local_day(timezone.now(), acme.zone)
    assert client.post(address, {"days": "7"}).status_code == 302
    assert Mute.objects.of(acme).get().until == today + timedelta(days=7)
    client.post(address, {"days": "0"})
    assert Mute.objects.of(acme).get().until is None
    assert "No mails about this score any more." in text(client.get(address))
    client.post(address, {"again": "1"})
    assert not Mute.objects.of(acme).exists()
    wrong = client.post(address, {"days": "3"})
    assert wrong.status_code == 422
    assert "no longer on the list" in text(wrong)


def test_an_owner_chooses_what_is_watched(acme, olga, mark, client_of, survey):
    for branch in ("Centro", "Norte"):
        factories.response(survey, 9, properties={"branch": branch})
    client = client_of(olga)
    assert client.post(url("alerts"), {"group_by": "branch"}).status_code == 302
    assert ScoreWatch.objects.of(acme).get().group_by == "branch"
    assert client.post(url("alerts"), {"group_by": "shoe size"}).status_code == 422
    assert client_of(mark).post(url("alerts"), {"group_by": ""}).status_code == 403
    assert "each value of branch" in text(client_of(mark).get(url("alerts")))


def test_everybody_chooses_their_own_mails(acme, vera, client_of, survey):
    for branch in ("Centro", "Norte"):
        factories.response(survey, 9, properties={"branch": branch})
    client = client_of(vera)
    page = client.get(url("subscription"))
    assert page.context["form"].initial["digest"] == "off"
    typed = {
        "alerts": "on",
        "digest": "daily",
        "surveys": [survey.pk],
        "department": '["branch", "Norte"]',
        "pause": "7",
    }
    assert client.post(url("subscription"), typed).status_code == 302
    row = Subscription.objects.of(acme).get()
    assert (row.user, row.alerts, row.digest, row.survey_ids) == (vera, True, "daily", [survey.pk])
    assert (row.group_by, row.group) == ("branch", "Norte")
    until = local_day(timezone.now(), acme.zone) + timedelta(days=7)
    assert row.snoozed_until == until
    assert client.post(url("subscription"), {**typed, "pause": "keep"}).status_code == 302
    row.refresh_from_db()
    assert row.snoozed_until == until
    client.post(url("subscription"), {**typed, "pause": "", "department": ""})
    row.refresh_from_db()
    assert (row.snoozed_until, row.group_by, row.group) == (None, "", "")


def test_what_is_not_on_the_list_is_refused_and_kept(acme, vera, client_of, survey, other):
    foreign = factories.survey(other)
    client = client_of(vera)
    typed = {"digest": "hourly", "surveys": [foreign.pk], "department": '["branch", "Sur"]', "pause": "9"}
    page = client.post(url("subscription"), typed)
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"digest", "surveys", "department", "pause"}
    assert not Subscription.objects.of(acme).exists()


def test_a_department_whose_value_is_gone_stays_choosable(acme, vera, client_of, survey):
    factories.subscription(acme, vera, group_by="branch", group="Sur")
    page = client_of(vera).get(url("subscription"))
    assert '["branch", "Sur"]' in page.context["form"]["department"].value()


def test_the_link_beneath_a_mail_stops_it(acme, vera, client, fall):
    row = factories.subscription(acme, vera)
    address = reverse("reports:stop_mails", args=[row.token])
    assert "Stop these mails" in text(client.get(address))
    row.refresh_from_db()
    assert (row.alerts, row.digest) == (True, "weekly")  # to look is not to press
    assert "gets no more alerts" in text(client.post(address))
    row.refresh_from_db()
    assert (row.alerts, row.digest) == (False, "off")
    assert client.get(reverse("reports:stop_mails", args=["x" * 16])).status_code == 404


def test_strangers_find_nothing(acme, olga, xena, client_of, client, fall):
    for address in (url("alerts"), url("alert", pk=fall.pk), url("subscription")):
        assert client_of(xena).get(address).status_code == 404
        assert client.get(address).status_code == 302
    theirs = reverse("reports:alert", kwargs={"org": "other", "pk": fall.pk})
    assert client_of(xena).get(theirs).status_code == 404
