from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actions.write_event import write_event
from accounts.views import journal

URL = "/o/acme/settings/journal/"


def write(organisation, by, count=1, verb="organisation.updated"):
    now = timezone.now()
    for number in range(count):
        write_event(
            organisation=organisation,
            verb=verb,
            subject=organisation,
            by=by,
            now=now - timedelta(minutes=number),
        )


def test_it_says_who_did_what(client_of, olga, mark, acme):
    write(acme, mark)
    write(acme, "customer", verb="response.given")

    page = client_of(olga).get(URL).content.decode()

    assert "Mark" in page
    assert "changed the settings" in page
    assert "A customer" in page
    assert f'data-label="Number">{acme.pk}<' in page


def test_somebody_whose_account_is_gone(client_of, olga, mark, acme):
    write(acme, mark)
    mark.delete()
    assert "Somebody who left" in client_of(olga).get(URL).content.decode()


def test_older_lines_are_on_further_pages(client_of, olga, acme, monkeypatch):
    monkeypatch.setattr(journal, "PAGE_SIZE", 2)
    write(acme, olga, count=5)
    client = client_of(olga)

    seen, url = [], URL
    while url:
        context = client.get(url).context
        seen.append(len(context["lines"]))
        url = f"{URL}?before={context['next_before']}" if context["next_before"] else None

    assert seen == [2, 2, 1]


@pytest.mark.parametrize("before", ["x", "-1", "99999999999999999999", "²", "0"])
def test_a_made_up_page_is_not_found(client_of, olga, before):
    assert client_of(olga).get(URL, {"before": before}).status_code == 404


def test_only_owners_read_it(client, client_of, olga, mark, stan, vera, xena):
    assert client_of(olga).get(URL).status_code == 200
    assert [client_of(person).get(URL).status_code for person in (mark, stan, vera)] == [403, 403, 403]
    assert client_of(xena).get(URL).status_code == 404
    assert client.get(URL).status_code == 302


def test_another_organisations_lines_stay_there(client_of, olga, xena, other):
    write(other, xena)
    assert "Xena" not in client_of(olga).get(URL).content.decode()


def test_as_many_queries_for_many_as_for_one(client_of, olga, mark, stan, acme):
    client = client_of(olga)
    counts = []
    for people in ([mark], [olga, mark, stan]):
        for person in people:
            write(acme, person)
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        counts.append(len(queries))
    assert counts[0] == counts[1]
