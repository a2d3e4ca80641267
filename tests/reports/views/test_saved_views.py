"""Saved reports: under a name, over a link, by mail."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Event
from reports.models import Recipient, SavedView
from reports.queries.report_pages import PAGES
from tests import factories

LIST = reverse("reports:saved_views", args=["acme"])
NEW = reverse("reports:saved_view_new", args=["acme"]) + "?of=dashboard"


def address(view, what="saved_view", org="acme"):
    return reverse(f"reports:{what}", args=[org, view.pk])


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def view(acme, olga):
    return factories.saved_view(acme, olga, query="period=365d&prop_branch=Centro")


@pytest.fixture
def answers(acme, olga):
    survey = factories.survey(acme, olga)
    for score in [10] * 8 + [7] * 3 + [2]:
        contact = factories.contact(acme, name="Ana Canaria")
        factories.response(
            survey, score, contact=contact, comment="Tardaron mucho", properties={"branch": "Centro"}
        )
    for _ in range(12):
        factories.response(survey, 0, properties={"branch": "Norte"})


def test_what_is_on_the_screen_is_saved_under_a_name(acme, vera, client_of):
    client = client_of(vera)
    page = client.get(reverse("reports:dashboard", args=["acme"]), {"period": "30d"})
    assert f"{NEW}&amp;period=30d" in text(page)
    response = client.post(f"{NEW}&period=30d&prop_branch=Norte", {"name": "Norte, 30 days"})
    view = SavedView.objects.of(acme).get()
    assert response["Location"] == address(view)
    assert (view.page, view.query, view.created_by) == ("dashboard", "period=30d&prop_branch=Norte", vera)
    listed = text(client.get(LIST))
    assert "Norte, 30 days" in listed
    assert "/o/acme/dashboard/?period=30d&amp;prop_branch=Norte" in listed


@pytest.mark.parametrize(("name", "word"), [("", "required"), ("Branches", "another report has this name")])
def test_a_name_that_cannot_be(olga, view, client_of, name, word):
    response = client_of(olga).post(NEW, {"name": name})
    assert response.status_code == 422
    assert word in text(response).lower()
    assert SavedView.objects.count() == 1


def test_filters_too_long_to_be_kept_are_refused(olga, acme, client_of):
    response = client_of(olga).post(f"{NEW}&prop_a={'x' * 2100}", {"name": "Long"})
    assert response.status_code == 422
    assert "Choose fewer" in text(response)


def test_a_page_that_is_none_cannot_be_saved(olga, acme, client_of):
    client = client_of(olga)
    for url in (NEW.removesuffix("?of=dashboard"), NEW.replace("dashboard", "nothing")):
        assert client.post(url, {"name": "Nothing"})["Location"] == LIST
    assert not SavedView.objects.exists()


def test_renamed_and_deleted(olga, view, client_of):
    client = client_of(olga)
    client.post(address(view), {"name": "Sucursales"})
    assert "Sucursales" in text(client.get(LIST))
    assert "Sucursales" in text(client.get(address(view, "saved_view_delete")))
    client.post(address(view, "saved_view_delete"))
    assert not SavedView.objects.exists()
    verbs = list(Event.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["saved_view.renamed", "saved_view.deleted"]


def test_a_viewer_changes_only_what_is_theirs(acme, vera, view, client_of):
    client = client_of(vera)
    assert "Take the link back" not in text(client.get(address(view)))
    client.post(address(view), {"name": "Mine now"})
    client.post(address(view, "saved_view_delete"))
    view.refresh_from_db()
    assert view.name == "Branches"
    assert "manager or an owner" in text(client.get(LIST))
    assert client.post(address(view, "saved_view_share")).status_code == 403
    assert client.post(address(view, "saved_view_schedule")).status_code == 403
    mine = factories.saved_view(acme, vera, name="Mine")
    client.post(address(mine, "saved_view_delete"))
    assert not SavedView.objects.filter(pk=mine.pk).exists()


def test_the_list_takes_as_many_queries_for_one_as_for_three(acme, olga, view, client_of):
    client = client_of(olga)
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for name in "AB":
        factories.saved_view(acme, olga, name=name)
    with CaptureQueriesContext(connection) as three:
        client.get(LIST)
    assert len(one) == len(three)


def share(client, view, **fields):
    response = client.post(address(view, "saved_view_share"), fields)
    view.refresh_from_db()
    return response


def test_a_link_shows_the_numbers_and_no_more(olga, view, answers, client_of):
    share(client_of(olga), view)
    stranger = Client()
    response = stranger.get(reverse("reports:shared_report", args=[view.token]))
    body = text(response)
    assert response.status_code == 200
    assert "Branches" in body
    assert "+59" in body  # Centro only: 8 of 12 minus 1 of 12
    for secret in ("Tardaron", "Ana Canaria", "/o/acme/", "<form", "csrf"):
        assert secret not in body
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert response["X-Robots-Tag"].startswith("noindex")
    assert response["Cache-Control"] == "no-store"


def test_nobody_widens_a_shared_view_by_its_address(olga, view, answers, client_of):
    share(client_of(olga), view)
    url = reverse("reports:shared_report", args=[view.token])
    assert "+59" in text(Client().get(url, {"prop_branch": "Norte", "by": "plan"}))


def test_comments_only_where_chosen_and_never_names(olga, view, answers, client_of):
    share(client_of(olga), view, shows_comments="on")
    body = text(Client().get(reverse("reports:shared_report", args=[view.token])))
    assert "Tardaron" in body
    assert "Ana" not in body


def test_a_link_is_taken_back_for_good(olga, view, client_of):
    client = client_of(olga)
    share(client, view)
    first = view.token
    assert first in text(client.get(address(view)))
    share(client, view, revoke="1")
    assert view.token is None
    assert Client().get(reverse("reports:shared_report", args=[first])).status_code == 404
    share(client, view)
    assert view.token != first


def test_a_link_runs_out(olga, view, client_of):
    client = client_of(olga)
    today = timezone.now().astimezone(view.organisation.zone).date()
    assert share(client, view, until=(today - timedelta(days=1)).isoformat()).status_code == 422
    assert view.token is None
    share(client, view, until=today.isoformat())
    url = reverse("reports:shared_report", args=[view.token])
    assert Client().get(url).status_code == 200
    SavedView.objects.update(token_until=timezone.now())
    assert Client().get(url).status_code == 404
    assert "has run out" in text(client.get(address(view)))
    first = view.token
    share(client, view)
    assert view.token != first


def test_who_guesses_links_is_slowed_down(acme):
    url = reverse("reports:shared_report", args=["no-such-token"])
    statuses = [Client().get(url).status_code for _ in range(31)]
    assert statuses[0] == 404
    assert statuses[-1] == 429


@pytest.mark.parametrize("key", PAGES)
def test_every_report_page_can_be_saved_and_shared(acme, olga, answers, client_of, key):
    """A page that forgets the frame, or that needs a member, fails here."""
    view = factories.saved_view(acme, olga, page=key, token="t" * 22)
    inside = text(client_of(olga).get(reverse(f"reports:{key}", args=["acme"])))
    assert f"/o/acme/reports/new/?of={key}" in inside, 'include "reports/_actions.html"'
    response = Client().get(reverse("reports:shared_report", args=[view.token]))
    assert response.status_code == 200
    assert 'class="shared"' in text(response), 'extend request.frame|default:"base.html"'
    assert "/o/acme/" not in text(response)
    assert not response.cookies


def test_a_report_is_scheduled(acme, olga, view, client_of):
    sent = {"frequency": "weekly", "recipients": "boss@example.com, ana@example.org\nBOSS@example.com"}
    client_of(olga).post(address(view, "saved_view_schedule"), sent)
    view.refresh_from_db()
    assert view.next_at.astimezone(acme.zone).weekday() == 0
    people = set(Recipient.objects.values_list("email", flat=True))
    assert {email.lower() for email in people} == {"boss@example.com", "ana@example.org"}
    page = text(client_of(olga).get(address(view)))
    assert "ana@example.org" in page
    assert "Every Monday; next on" in page
    client_of(olga).post(address(view, "saved_view_schedule"), {"frequency": "", "recipients": ""})
    view.refresh_from_db()
    assert (view.next_at, Recipient.objects.count()) == (None, 0)


@pytest.mark.parametrize(
    ("recipients", "word"),
    [
        ("", "at least one address"),
        ("nobody", "“nobody” is no e-mail address"),
        (" ".join(f"a{number}@example.com" for number in range(21)), "20 addresses at most"),
    ],
)
def test_addresses_that_cannot_be(olga, view, client_of, recipients, word):
    sent = {"frequency": "daily", "recipients": recipients}
    response = client_of(olga).post(address(view, "saved_view_schedule"), sent)
    assert response.status_code == 422
    assert word in text(response)
    assert recipients in text(response)
    view.refresh_from_db()
    assert view.frequency == ""


def test_a_recipient_stops_the_mails_with_one_press(acme, olga, view, client_of):
    sent = {"frequency": "daily", "recipients": "ana@example.org"}
    client_of(olga).post(address(view, "saved_view_schedule"), sent)
    person = Recipient.objects.get()
    url = reverse("reports:leave_report", args=[person.token])
    assert "Stop these mails" in text(Client().get(url))
    assert Recipient.objects.count() == 1
    response = Client(enforce_csrf_checks=True).post(url, {"List-Unsubscribe": "One-Click"})
    assert "no more mails" in text(response)
    assert not response.cookies
    view.refresh_from_db()
    assert (Recipient.objects.count(), view.frequency, view.next_at) == (0, "", None)
    assert Client().get(url).status_code == 404
