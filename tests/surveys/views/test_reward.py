"""What the thank-you page offers is the same for every score, and a code goes to one person."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client

from accounts.models import Event
from delivery.models import OutboundMessage
from surveys.models import Afterwards, Coupon, CouponPool
from surveys.queries.offered import offered
from surveys.rules.after_words import _WORDS
from tests import factories

EVERYTHING = {
    "shares": True,
    "share_url": "https://acme.example/",
    "refers": True,
    "landing_url": "https://shop.example/",
    "asks_quotes": True,
    "asks_panel": True,
    "review_name": "Google",
    "review_url": "https://reviews.example/acme",
}


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, owner=olga)


@pytest.fixture
def visitor():
    return Client(enforce_csrf_checks=True)


def answered(survey, score, visitor, *, layout="page", language="es"):
    contact = factories.contact(survey.organisation, language=language)
    invitation = factories.invitation(survey, contact)
    reply = visitor.post(f"/s/{invitation.token}/", {"score": str(score), "layout": layout})
    assert reply.status_code == 303
    return invitation


def bare(page, token):
    """Without what differs between two people and two requests."""
    return re.sub(r'nonce="[^"]*"', "", page.content.decode()).replace(token, "TOKEN")


def offers(page, token):
    """The part of the thank-you page after the thanks: everything that is offered."""
    return re.findall(r'<section class="after".*?</section>', bare(page, token), re.DOTALL)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("layout", ["page", "email"])
def test_every_score_is_offered_the_same_in_the_same_words(survey, visitor, layout, language):
    factories.coupon_pool(survey, codes=[f"C{n}" for n in range(40)])
    factories.afterwards(survey, **EVERYTHING)
    thanks, rewards = set(), set()
    for score in range(11):
        token = answered(survey, score, visitor, layout=layout, language=language).token
        found = offers(visitor.get(f"/s/{token}/thanks/"), token)
        assert len(found) == 6
        thanks.add(tuple(found))
        rewards.add(bare(visitor.get(f"/s/{token}/reward/"), token))
        assert visitor.post(f"/s/{token}/reward/").status_code == 303
        taken = visitor.get(f"/s/{token}/reward/")
        rewards.add(re.sub(r">C\d+<", ">CODE<", bare(taken, token)))
    assert len(thanks) == 1
    assert len(rewards) == 2  # before and after the tap
    assert "https://reviews.example/acme" in thanks.pop()[4]


def test_usted_reads_the_same_for_every_score(acme, olga, visitor):
    survey = factories.survey(acme, owner=olga)
    factories.afterwards(survey, **EVERYTHING)
    pages = set()
    for score in (0, 10):
        token = answered(survey, score, visitor).token
        pages.add(tuple(offers(visitor.get(f"/s/{token}/thanks/"), token)))
    assert len(pages) == 1
    assert len({frozenset(words) for words in _WORDS.values()}) == 1  # each language has each word


def test_nothing_that_is_stored_or_asked_could_tell_one_score_from_another():
    names = {field.name for field in Afterwards._meta.get_fields()}
    assert names == {
        *("id", "organisation", "survey", "shares", "share_url", "review_name", "review_url", "pool"),
        *("refers", "landing_url", "asks_quotes", "asks_panel", "texts"),
        # Questions: they give nothing, and whoever gets none misses nothing.
        *("asks_barrier", "only_hesitant", "asks_need", "asks_rival"),
    }
    assert set(offered.__annotations__) == {"version", "contact", "frame", "return"}


def test_the_editor_has_no_field_for_a_score(survey, client_of, olga):
    page = client_of(olga).get(f"/o/acme/surveys/{survey.pk}/thanks/").content.decode()
    for name in re.findall(r'name="([^"]+)"', page):
        assert not re.search("score|category|promoter|passive|detractor|min|max", name), name


def test_a_code_is_shown_after_a_tap_and_stays_the_same(survey, visitor):
    factories.coupon_pool(survey, codes=["ONLY-ONE", "NEXT"])
    token = answered(survey, 0, visitor).token
    page = visitor.get(f"/s/{token}/thanks/").content.decode()
    assert "ONLY-ONE" not in page
    assert "Un cupón por responder" in page
    assert "Es para quien responda, sea cual sea la nota. Válido hasta el 31 de diciembre." in page
    assert not Coupon.objects.exclude(given_at=None).exists()  # opening it gave nothing away
    for _ in range(2):
        reply = visitor.post(f"/s/{token}/reward/")
        assert (reply.status_code, reply["Location"]) == (303, f"/s/{token}/reward/")
        assert "ONLY-ONE" in visitor.get(reply["Location"]).content.decode()
    assert Coupon.objects.exclude(given_at=None).count() == 1
    assert Event.objects.filter(verb="coupon.given").count() == 1


def test_nobody_gets_one_without_an_answer_a_name_or_an_offer(acme, survey, visitor):
    invitation = factories.invitation(survey, factories.contact(acme))
    factories.coupon_pool(survey)
    assert visitor.post(f"/s/{invitation.token}/reward/").status_code == 404  # has not answered
    reply = visitor.post(f"/p/{survey.open_token}/", {"score": "9", "key": "k" * 22})
    nameless = reply["Location"].split("/")[2]
    assert visitor.post(f"/s/{nameless}/reward/").status_code == 404
    token = answered(survey, 9, visitor).token
    Afterwards.objects.update(pool=None)
    assert visitor.post(f"/s/{token}/reward/").status_code == 404
    assert visitor.get("/s/unknown/reward/").status_code == 404
    assert not Coupon.objects.exclude(given_at=None).exists()


def test_those_in_charge_hear_of_it_at_a_tenth_and_at_the_last(acme, olga, mark, survey, visitor):
    pool = factories.coupon_pool(survey, codes=[f"C{n:02}" for n in range(20)])
    told = OutboundMessage.objects.filter(reference=f"coupons:{pool.pk}")
    for number in range(1, 22):
        visitor.post(f"/s/{answered(survey, number % 11, visitor).token}/reward/")
        expected = 2 if number >= 20 else 1 if number >= 18 else 0
        assert told.count() == expected, number
    assert {message.recipient for message in told} == {olga.email}
    assert "2 code" in told.order_by("pk")[0].payload["subject"]


def test_a_hundred_codes_and_a_hundred_and_twenty_hands_at_once(transactional_db, client_of):
    """From 20 threads: 100 different codes, 20 are told, none twice."""
    acme = factories.organisation(name="Acme", slug="acme")
    olga = factories.member(acme, "olga", "owner")
    survey = factories.survey(acme, owner=olga)
    pool = factories.coupon_pool(survey, codes=[f"CODE-{n:03}" for n in range(100)])
    tokens = []
    for number in range(120):
        contact = factories.contact(acme)
        invitation = factories.invitation(survey, contact)
        factories.response(survey, number % 11, contact=contact, invitation=invitation)
        invitation.answered_at = invitation.planned_at
        invitation.save()
        tokens.append(invitation.token)

    def take(token):
        browser = Client(enforce_csrf_checks=True)
        assert browser.post(f"/s/{token}/reward/").status_code == 303
        page = browser.get(f"/s/{token}/reward/").content.decode()
        return re.search(r"CODE-\d\d\d", page)[0] if "CODE-" in page else "Ya no quedan códigos" in page

    def take_all(mine):
        try:
            return [take(token) for token in mine]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as hands:
        found = [one for part in hands.map(take_all, [tokens[n::20] for n in range(20)]) for one in part]
    codes = [code for code in found if isinstance(code, str)]
    assert len(codes) == len(set(codes)) == 100
    assert found.count(True) == 20
    pool.refresh_from_db()
    assert (pool.given, pool.left) == (100, 0)
    assert [take(token) for token in tokens[0::20]] == found[:6]  # asked again, everybody sees what they had
    assert CouponPool.objects.get().given == 100
