"""The frame offers what a member may open, and nothing else."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from nps_app import context
from nps_app.lib import heartbeat

EVERYTHING = [
    "Overview",
    "Answers",
    "Cases",
    "Surveys",
    "Sends",
    "Selling",
    "Reports",
    "Contacts",
    "Messages",
    "Settings",
]
MAY_SEE = {
    "olga": EVERYTHING,
    "mark": EVERYTHING,
    "stan": [label for label in EVERYTHING if label != "Messages"],
    "vera": ["Overview", "Reports", "Settings"],
}


def shell_of(client, url):
    return context.shell(client.get(url).wsgi_request)


@pytest.fixture
def dashboard(acme):
    return reverse("reports:dashboard", kwargs={"org": acme.slug})


@pytest.mark.parametrize("who", MAY_SEE)
def test_navigation_holds_what_a_role_may_open(who, request, client_of, dashboard):
    shell = shell_of(client_of(request.getfixturevalue(who)), dashboard)
    assert [item.label for item in shell["navigation"]] == MAY_SEE[who]


def test_every_entry_of_the_navigation_opens(olga, client_of, dashboard):
    client = client_of(olga)
    for item in shell_of(client, dashboard)["navigation"]:
        assert client.get(item.url).status_code == 200, item.url


def test_the_page_one_is_on_is_marked(olga, client_of, dashboard):
    items = shell_of(client_of(olga), dashboard)["navigation"]
    assert [item.label for item in items if item.active] == ["Overview"]


def test_may_asks_by_the_name_of_a_permission(vera, client_of, dashboard):
    may = shell_of(client_of(vera), dashboard)["may"]
    assert "report_view" in may
    assert "case_work" not in may


def test_without_membership_there_is_nothing_to_open(rf):
    request = rf.get("/")
    assert list(context.shell(request)["navigation"]) == []
    assert not context.shell(request)["may"]


def test_a_page_of_nobodys_offers_the_only_organisation(olga, other, client_of):
    new = reverse("accounts:create_organisation")
    shell = shell_of(client_of(olga), new)
    assert [item.label for item in shell["navigation"]] == EVERYTHING
    assert not any(item.active for item in shell["navigation"])
    Membership.objects.create(organisation=other, user=olga, role="viewer")
    assert list(shell_of(client_of(olga), new)["navigation"]) == []
    assert '<div class="frame bare">' in client_of(olga).get(new).content.decode()


def test_silent_parts_are_named_and_heard_ones_are_not(olga, client_of, dashboard):
    client = client_of(olga)
    assert "Nothing has been heard" in client.get(dashboard).content.decode()
    for part in heartbeat.PARTS:
        heartbeat.record(part, now=timezone.now())
    assert "Nothing has been heard" not in client.get(dashboard).content.decode()


@pytest.mark.parametrize(
    ("name", "item"), [(name, item) for name, items in context.ALSO.items() for item in items]
)
def test_a_page_with_an_address_of_its_own_marks_its_item(olga, acme, client_of, name, item):
    page = reverse(item, kwargs={"org": acme.slug})
    marked = [entry.url for entry in shell_of(client_of(olga), page)["navigation"] if entry.active]
    assert marked == [reverse(name, kwargs={"org": acme.slug})]
