import pytest
from django.test import Client

from surveys.models import ReferralLink
from tests import factories


@pytest.fixture
def survey(acme, olga):
    row = factories.survey(acme, owner=olga)
    factories.afterwards(
        row,
        refers=True,
        landing_url="https://shop.example/?a=1",
        texts={"es": {"friend": "10 € para cada uno", "friend_terms": "Hasta mayo."}},
    )
    return row


@pytest.fixture
def visitor():
    return Client(enforce_csrf_checks=True)


def answered(survey, score, visitor):
    invitation = factories.invitation(survey, factories.contact(survey.organisation, language="es"))
    visitor.post(f"/s/{invitation.token}/", {"score": str(score)})
    return invitation.token


@pytest.mark.parametrize("score", [0, 7, 10])
def test_everybody_may_ask_for_one_and_it_stays_the_same(survey, visitor, score):
    token = answered(survey, score, visitor)
    page = visitor.get(f"/s/{token}/thanks/").content.decode()
    assert "10 € para cada uno" in page
    assert "Hasta mayo." in page
    assert not ReferralLink.objects.exists()
    for _ in range(2):
        reply = visitor.post(f"/s/{token}/friend/")
        assert (reply.status_code, reply["Location"]) == (303, f"/s/{token}/thanks/#share")
    link = ReferralLink.objects.get()
    page = visitor.get(f"/s/{token}/thanks/").content.decode()
    assert link.address in page
    assert "https://wa.me/?text=" in page


def test_only_after_an_answer_with_a_name_where_it_is_switched_on(acme, olga, survey, visitor):
    invitation = factories.invitation(survey, factories.contact(acme))
    assert visitor.post(f"/s/{invitation.token}/friend/").status_code == 404
    without = factories.survey(acme, olga)
    assert visitor.post(f"/s/{answered(without, 9, visitor)}/friend/").status_code == 404
    assert visitor.get(f"/s/{answered(survey, 9, visitor)}/friend/").status_code == 405
    assert not ReferralLink.objects.exists()


def test_what_a_friend_opens(acme, survey, visitor):
    link = ReferralLink.objects.create(
        organisation=acme, survey=survey, contact=None, given_at=survey.created_at
    )
    page = visitor.get(f"/f/{link.code}/")
    assert page.status_code == 200
    assert f"https://shop.example/?a=1&amp;ref={link.code}" in page.content.decode()
    assert not page.cookies
    visitor.get(f"/f/{link.code}/")  # again by the same one, by a program, and without being looked at
    visitor.get(f"/f/{link.code}/", headers={"Sec-Purpose": "prefetch"}, REMOTE_ADDR="203.0.113.9")
    visitor.head(f"/f/{link.code}/", REMOTE_ADDR="203.0.113.9")
    link.refresh_from_db()
    assert link.opened == 1
    visitor.get(f"/f/{link.code}/", REMOTE_ADDR="203.0.113.9")
    link.refresh_from_db()
    assert link.opened == 2
    assert visitor.get("/f/unknown/").status_code == 404
    factories.afterwards(survey, refers=False)
    assert visitor.get(f"/f/{link.code}/").status_code == 404


def test_needs_a_landing_page_and_conditions(client_of, mark, survey):
    typed = {"refers": "on", "text_es_friend": "10 €"}
    reply = client_of(mark).post(f"/o/acme/surveys/{survey.pk}/thanks/", typed)
    assert reply.status_code == 422
    assert {"landing_url", "text_es_friend_terms"} <= set(reply.context["form"].errors)
