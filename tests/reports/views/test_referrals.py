from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from surveys.models import EarnedCustomer
from tests import factories


def make(acme, survey, score, *, opened, earned):
    contact = factories.contact(acme)
    factories.response(survey, score, contact=contact)
    link = factories.referral_link(survey, contact, opened=opened)
    for number in range(earned):
        EarnedCustomer.objects.create(
            organisation=acme, link=link, customer=f"{link.pk}-{number}", at=timezone.now()
        )
    return link


def test_by_group_and_by_link(client_of, olga, vera, xena, acme):
    survey = factories.survey(acme, olga)
    client = client_of(olga)
    assert "No links yet" in client.get("/o/acme/referrals/").content.decode()
    make(acme, survey, 10, opened=7, earned=2)
    with CaptureQueriesContext(connection) as one:
        client.get("/o/acme/referrals/")
    make(acme, survey, 9, opened=1, earned=0)
    link = make(acme, survey, 3, opened=4, earned=1)
    with CaptureQueriesContext(connection) as three:
        reply = client.get("/o/acme/referrals/")
    assert len(three) == len(one)
    found = {(g.category, g.given, g.opened, g.earned, g.with_friend) for g in reply.context["groups"]}
    assert found == {("promoter", 2, 8, 2, 1), ("detractor", 1, 4, 1, 1)}
    assert str(link.contact) in reply.content.decode()
    seen_by_vera = client_of(vera).get("/o/acme/referrals/")
    assert seen_by_vera.status_code == 200
    assert str(link.contact) not in seen_by_vera.content.decode()
    assert client_of(xena).get("/o/acme/referrals/").status_code == 404
