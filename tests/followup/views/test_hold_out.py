"""/o/<org>/settings/hold-out/ and the held case in the inbox."""

import html
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from followup.actions.open_case import open_case
from followup.models import HoldOut
from tests import factories

URL = "/o/acme/settings/hold-out/"
NOW = timezone.now()


@pytest.fixture
def held(acme, olga):
    survey = factories.survey(acme, owner=olga)
    answer = factories.response(survey, 2, contact=factories.contact(acme, name="Ana"), triaged_at=NOW)
    return open_case(response=answer, owner=None, now=NOW, lot="held")


def words(response):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def address(case, org="acme"):
    return reverse("followup:case_take_out", kwargs={"org": org, "case_id": case.pk})


@pytest.mark.parametrize(
    ("who", "status"), [("olga", 200), ("mark", 403), ("stan", 403), ("vera", 403), ("xena", 404)]
)
def test_who_may_set_it(client_of, acme, request, who, status):
    assert client_of(request.getfixturevalue(who)).get(URL).status_code == status


def test_signed_out(client, acme, held):
    for url in (URL, address(held)):
        assert client.get(url)["Location"].startswith(reverse("account_login"))


def test_switch_it_on_and_off(client_of, acme, olga):
    client = client_of(olga)
    client.post(URL, {"percent": "10"})
    assert HoldOut.objects.of(acme).get().percent == 10
    assert client.post(URL, {"percent": "99"}).status_code == 422
    client.post(URL, {"percent": "0"})
    assert not HoldOut.objects.of(acme).exists()


def test_the_inbox_shows_it_under_a_tab_of_its_own(client_of, acme, stan, held):
    client = client_of(stan)
    assert "No case is held back" not in words(client.get("/o/acme/cases/?tab=held"))
    assert "Ana" in words(client.get("/o/acme/cases/?tab=held"))
    for tab in ("mine", "unassigned", "overdue", "open"):
        assert "Ana" not in words(client.get(f"/o/acme/cases/list/?tab={tab}"))
    page = words(client.get(f"/o/acme/cases/{held.pk}/"))
    assert "Nobody works this case, on purpose" in page
    assert "Write to the customer" not in page


def test_taking_it_out_wants_a_reason(client_of, acme, stan, held):
    client = client_of(stan)
    refused = client.post(address(held), {"take_out-reason": " "})
    assert refused.status_code == 422
    assert "Write why: the reason stays" in words(refused)
    client.post(address(held), {"take_out-reason": "She called"})
    held.refresh_from_db()
    assert (held.owner, held.is_held) == (stan, False)
    assert "Stan took the case out of the hold-out: She called" in words(
        client.get(f"/o/acme/cases/{held.pk}/")
    )


def test_a_deed_that_comes_too_early_is_refused_and_kept(client_of, acme, stan, held):
    reply = reverse("followup:case_reply", kwargs={"org": "acme", "case_id": held.pk})
    answer = client_of(stan).post(reply, {"reply-text": "Sorry", "seen": "0"})
    assert answer.status_code == 422
    assert "this case is held back by lot" in words(answer)


def test_strangers_and_viewers(client_of, acme, other, xena, vera, held):
    assert client_of(xena).post(address(held), {"take_out-reason": "x"}).status_code == 404
    assert client_of(xena).post(address(held, "other"), {"take_out-reason": "x"}).status_code == 404
    assert client_of(vera).post(address(held), {"take_out-reason": "x"}).status_code == 403
