"""What the page's script tells: who is believed at once, who is held, who is refused."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from responses.models import ProvisionalAnswer, Response, Revision
from surveys.models import Invitation, LinkHit
from tests import factories


@pytest.fixture
def invitation(acme, olga):
    survey = factories.survey(acme, owner=olga)
    return factories.invitation(survey, factories.contact(acme, language="es"))


@pytest.fixture
def visitor():
    return Client(enforce_csrf_checks=True, headers={"User-Agent": "Phone/1"}, REMOTE_ADDR="203.0.113.77")


@pytest.fixture
def page(visitor, invitation):
    return visitor.get(f"/s/{invitation.token}/9/").content.decode()


def tell(visitor, page, **fields):
    nonce = re.search(r'name="nonce" value="([^"]+)"', page)[1]
    address = re.search(r'data-signal="([^"]+)"', page)[1]
    data = {"score": "9", "evidence": "trusted", "seen": "2", "nonce": nonce, "layout": "email"}
    return visitor.post(address, data | fields)


def test_a_hand_on_the_page_counts_at_once(visitor, page):
    response = tell(visitor, page)
    assert (response.status_code, response.content, response.cookies) == (204, b"", {})
    stored = Response.objects.get()
    assert (stored.score, stored.layout, stored.language) == (9, "email", "es")


@pytest.mark.parametrize(
    "fields", [{"evidence": "dwell"}, {"evidence": "leave"}, {"seen": "0"}, {"seen": ""}]
)
def test_everything_less_is_held(visitor, page, fields):
    assert tell(visitor, page, **fields).status_code == 204
    assert not Response.objects.exists()
    assert ProvisionalAnswer.objects.get().score == 9


@pytest.mark.parametrize(
    "fields",
    [
        {"score": "11"},
        {"score": ""},
        {"evidence": "oath"},
        {"seen": "-1"},
        {"nonce": ""},
        {"nonce": "1x:forged"},
        {"nonce": "x" * 81},
        {"score": "9\x00"},
    ],
)
def test_nonsense_is_refused(visitor, page, fields):
    assert tell(visitor, page, **fields).status_code == 422
    assert not Response.objects.exists()
    assert not ProvisionalAnswer.objects.exists()


def test_a_page_speaks_for_its_own_link_and_for_a_day(visitor, page, invitation, monkeypatch):
    other = factories.invitation(invitation.survey, factories.contact(invitation.organisation))
    assert tell(visitor, page.replace(invitation.token, other.token)).status_code == 422
    monkeypatch.setattr("surveys.views.signal.PAGE_SECONDS", -1)
    assert tell(visitor, page).status_code == 422


def test_the_comment_that_follows_is_the_same_answer(visitor, page, invitation):
    tell(visitor, page, score="3")
    visitor.post(
        f"/s/{invitation.token}/", {"score": "3", "comment": "Tarde", "wants_contact": "1", "seen": "9"}
    )
    stored = Response.objects.get()
    assert (stored.score, stored.comment, stored.wants_contact) == (3, "Tarde", True)
    assert not Revision.objects.exists()
    visitor.post(
        f"/s/{invitation.token}/", {"score": "3", "comment": "Muy tarde", "wants_contact": "1", "seen": "9"}
    )
    assert Revision.objects.count() == 1


def test_a_hand_that_only_looks_again_changes_no_wish(visitor, page, invitation):
    visitor.post(f"/s/{invitation.token}/", {"score": "9", "wants_contact": "1", "seen": "9"})
    tell(visitor, page)
    assert Response.objects.get().wants_contact is True
    assert not Revision.objects.exists()


def test_a_look_after_the_answer_is_not_even_held(visitor, page):
    tell(visitor, page)
    tell(visitor, page, evidence="leave", score="1")
    assert Response.objects.get().score == 9
    assert not ProvisionalAnswer.objects.exists()


def test_expired_sample_unknown_and_open_links(visitor, page, invitation, acme):
    assert visitor.post("/s/nobody/signal/", {}).status_code == 404
    assert visitor.get(f"/s/{invitation.token}/signal/").status_code == 405
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert tell(visitor, page).status_code == 410
    sample = factories.survey(acme, is_sample=True)
    link = factories.invitation(sample, factories.contact(acme))
    assert "data-signal" not in visitor.get(f"/s/{link.token}/9/").content.decode()
    assert "data-signal" not in visitor.get(f"/p/{invitation.survey.open_token}/").content.decode()
    assert not LinkHit.objects.filter(invitation=link).exists()


def test_a_form_sent_by_a_program_or_in_a_burst_is_held_and_thanked(visitor, page, invitation):
    url = f"/s/{invitation.token}/"
    response = visitor.post(url, {"score": "10", "seen": "0"})  # form.submit()
    assert response.status_code == 200
    assert "(9-10)" in response.content.decode()
    assert ProvisionalAnswer.objects.get().is_robot
    for score in range(11):
        visitor.get(f"{url}{score}/")
    assert visitor.post(url, {"score": "10", "nonce": "b"}).status_code == 200  # without a script
    assert visitor.post(url, {"score": "10", "seen": "-1", "nonce": "c"}).status_code == 200  # some aid
    assert [row.is_robot for row in ProvisionalAnswer.objects.order_by("pk")] == [True, False, False]
    assert not Response.objects.exists()
    assert visitor.post(url, {"score": "7", "seen": "1"}).status_code == 303  # the person
    assert Response.objects.get().score == 7


def test_visits_keep_neither_address_nor_browser(visitor, page, invitation):
    visit = LinkHit.objects.get()
    assert (visit.method, visit.score, visit.network, visit.is_prefetch) == (
        "GET",
        9,
        "203.0.113.0/24",
        False,
    )
    assert len(visit.browser) == 16
    assert "Phone" not in visit.browser
    visitor.get(f"/s/{invitation.token}/12/", headers={"Sec-Purpose": "prefetch;prerender"})
    assert LinkHit.objects.filter(score=None, is_prefetch=True).count() == 1


def test_a_visit_that_cannot_be_noted_fails_no_page(visitor, invitation, monkeypatch):
    monkeypatch.setattr("surveys.actions.note_visit._INSERT", "INSERT INTO nowhere VALUES (1)")
    assert visitor.get(f"/s/{invitation.token}/9/").status_code == 200


def test_too_many_signals_of_one_link(visitor, page):
    statuses = [tell(visitor, page, score=str(number % 2), chosen="1").status_code for number in range(61)]
    assert statuses[:60] == [204] * 60
    assert statuses[60] == 429
