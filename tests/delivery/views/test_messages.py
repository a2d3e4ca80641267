import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from delivery.models import OutboundMessage

URL = "/o/acme/messages/"


@pytest.fixture
def uncertain(queue, acme):
    row = queue(organisation=acme, recipient="ana@example.com")
    OutboundMessage.objects.filter(pk=row.pk).update(
        state="uncertain",
        reason="no_answer",
        owner=uuid.uuid4(),
        lease_until=timezone.now() - timedelta(hours=1),
    )
    return row


@pytest.mark.parametrize(
    ("who", "status"), [("olga", 200), ("mark", 200), ("stan", 403), ("vera", 403), ("xena", 404)]
)
def test_who_sees_it(request, client_of, acme, who, status):
    assert client_of(request.getfixturevalue(who)).get(URL).status_code == status


def test_signed_out(acme):
    assert Client().get(URL).status_code == 302


def test_shows_state_and_reason_in_words(client_of, mark, uncertain, other, queue):
    queue(organisation=other, recipient="theirs@example.com")
    page = client_of(mark).get(URL).content.decode()
    assert "ana@example.com" in page
    assert "It may have arrived." in page
    assert "theirs@example.com" not in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?state=uncertain", True), ("?state=sent", False), ("?kind=staff", True), ("?kind=test", False),
        ("?to=ANA", True), ("?to=bob", False), ("?state=nonsense&before=x", True),
        ("?before=99999999999999999999", True),
    ],
)  # fmt: skip
def test_filters(client_of, mark, uncertain, query, shown):
    response = client_of(mark).get(URL + query)
    assert response.status_code == 200
    assert ("ana@example.com" in response.content.decode()) is shown


def test_pages_by_keyset(client_of, mark, acme, queue):
    rows = [queue(organisation=acme) for _ in range(52)]
    client = client_of(mark)
    first = client.get(URL)
    assert rows[-1].recipient in first.content.decode()
    assert first.context["older"] == f"?before={rows[2].pk}"
    second = client.get(URL + first.context["older"]).content.decode()
    assert rows[0].recipient in second
    assert rows[2].recipient not in second


def test_constant_queries(client_of, mark, acme, queue):
    client = client_of(mark)
    numbers = []
    for _ in range(2):
        queue(organisation=acme)
        queue(organisation=acme)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(URL)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize(("arrived", "state"), [("yes", "sent"), ("no", "failed")])
def test_settle_an_uncertain_one(client_of, mark, uncertain, arrived, state):
    url = f"{URL}{uncertain.pk}/settle/"
    client = client_of(mark)
    assert client.get(url).status_code == 405
    assert client.post(url, {"arrived": arrived}).status_code == 302
    uncertain.refresh_from_db()
    assert uncertain.state == state
    assert client.post(url, {"arrived": "no"}).status_code == 302
    uncertain.refresh_from_db()
    assert uncertain.state == state


@pytest.mark.parametrize(("who", "status"), [("stan", 403), ("xena", 404)])
def test_only_who_may_send_settles(request, client_of, uncertain, who, status):
    user = request.getfixturevalue(who)
    assert client_of(user).post(f"{URL}{uncertain.pk}/settle/", {"arrived": "yes"}).status_code == status


def test_another_organisations_message_does_not_exist(client_of, xena, uncertain):
    assert (
        client_of(xena).post(f"/o/other/messages/{uncertain.pk}/settle/", {"arrived": "yes"}).status_code
        == 404
    )


@pytest.mark.parametrize(("who", "shown"), [("olga", True), ("mark", False)])
def test_mails_about_accounts_are_for_owners(request, client_of, acme, queue, who, shown):
    queue(organisation=acme, kind="account", recipient="newcomer@example.com")
    client = client_of(request.getfixturevalue(who))
    for query in ("", "?kind=account"):
        page = client.get(URL + query).content.decode()
        assert ("newcomer@example.com" in page) is shown
    assert ("About an account" in page) is shown
