from datetime import timedelta

from django.utils import timezone

from reports.queries.funnel import funnel_of
from tests import factories

ANSWERED = timedelta(days=100)


def test_fifty_promoters_twenty_contacted_six_bought(acme, olga, client_of):
    """Idea B23, and what does not count."""
    now = timezone.now()
    survey = factories.survey(acme, olga)
    promotion = factories.promotion(survey, state="running")
    for number in range(50):
        contact = factories.contact(acme)
        at = now - ANSWERED
        factories.response(survey, 10, contact=contact, at=at)
        if number < 5:  # ticked on the seller's list; who did not answer was not contacted
            factories.sales_touch(contact, at=at + timedelta(days=20))
        elif number < 20:
            factories.promotion_share(promotion, contact, drawn_at=at + timedelta(days=20))
        else:
            factories.promotion_share(promotion, contact, "held_out", drawn_at=at + timedelta(days=20))
            factories.sales_touch(contact, "no_answer", at=at + timedelta(days=20))
        if number < 6 or 20 <= number < 23:
            factories.purchase(contact, bought_at=at + timedelta(days=30))
        elif number < 20:
            factories.purchase(contact, bought_at=at + timedelta(days=19))  # before the contact
        else:
            factories.purchase(contact, bought_at=at - timedelta(days=1))  # before the answer
    early = factories.contact(acme)
    factories.response(survey, 10, contact=early, at=now - timedelta(days=30))
    changed = factories.contact(acme)
    factories.response(survey, 10, contact=changed, at=now - timedelta(days=150))
    factories.response(survey, 2, contact=changed, at=now - timedelta(days=120))
    found = funnel_of(acme, now=now)
    assert (found.promoters, found.contacted.did, found.bought.did) == (50, 20, 6)
    assert (found.contacted.rate, found.bought.rate) == (0.4, 0.3)
    assert (found.without.did, found.without.n) == (3, 30)
    page = client_of(olga).get("/o/acme/funnel/").content.decode()
    assert "20 of 50" in page or "20 de 50" in page


def test_before_anybody_had_ninety_days(client_of, vera, xena, acme):
    assert client_of(vera).get("/o/acme/funnel/").status_code == 200
    assert client_of(xena).get("/o/acme/funnel/").status_code == 404
