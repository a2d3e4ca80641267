"""What happened on which day: listed, added, changed, removed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Event
from reports.models import Milestone
from tests import factories

TODAY = timezone.now().date()


@pytest.fixture
def address(acme):
    return reverse("reports:milestones", kwargs={"org": acme.slug})


def one(row):
    return reverse("reports:milestone", kwargs={"org": row.organisation.slug, "pk": row.pk})


def test_a_manager_adds_changes_and_removes_a_day(acme, mark, client_of, address):
    client = client_of(mark)
    assert client.post(address, {"day": "2026-03-12", "words": "New website"}).status_code == 302
    row = Milestone.objects.of(acme).get()
    assert (row.day, row.words) == (date(2026, 3, 12), "New website")
    assert "New website" in client.get(address).content.decode()
    client.post(one(row), {"day": "2026-03-13", "words": "New shop"})
    row.refresh_from_db()
    assert (row.day, row.words) == (date(2026, 3, 13), "New shop")
    client.post(one(row), {"remove": "1"})
    assert not Milestone.objects.of(acme).exists()
    verbs = list(Event.objects.of(acme).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["milestone.saved", "milestone.saved", "milestone.removed"]


@pytest.mark.parametrize(
    ("day", "words", "message"),
    [
        ("", "New website", "Choose the day on which it happened."),
        ("yesterday", "New website", "Type the day as year, month and day"),
        ((TODAY + timedelta(days=3)).isoformat(), "New website", "Choose a day between 2000 and today."),
        ("1999-12-31", "New website", "Choose a day between 2000 and today."),
        ("2026-03-12", "", "Say in a few words what happened."),
        ("2026-03-12", "x" * 81, "Say it in at most 80 characters."),
    ],
)
def test_refuses_with_the_field_named_and_keeps_what_was_typed(
    acme, olga, client_of, address, day, words, message
):
    row = factories.milestone(acme, words="As it was")
    for where in (address, one(row)):
        answer = client_of(olga).post(where, {"day": day, "words": words})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert message in page
        assert f'value="{words}"' in page or not words
    assert [row.words for row in Milestone.objects.of(acme)] == ["As it was"]


def test_others_look_and_do_not_touch(acme, stan, vera, xena, client_of, address):
    row = factories.milestone(acme)
    for person in (stan, vera):
        client = client_of(person)
        page = client.get(address).content.decode()
        assert "New website" in page
        assert one(row) not in page
        assert client.post(address, {"day": "2026-03-12", "words": "No"}).status_code == 403
        assert client.get(one(row)).status_code == 403
    assert client_of(xena).get(one(row)).status_code == 404
    elsewhere = reverse("reports:milestone", kwargs={"org": "other", "pk": row.pk})
    assert client_of(xena).post(elsewhere, {"remove": "1"}).status_code == 404
    assert Milestone.objects.of(acme).count() == 1
