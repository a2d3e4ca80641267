from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reports.queries.potential import potential_page
from tests import factories

NOW = timezone.now()
URL = reverse("reports:potential", args=["acme"])


def promoters(organisation, branch, *, buy, dont, spent=0):
    for number in range(buy + dont):
        contact = factories.contact(organisation, properties={"branch": branch})
        factories.standing(contact, "yes_buys" if number < buy else "yes_not", score=9)
        if number < buy and spent:
            factories.purchase(contact, amount=spent * 100, bought_at=NOW - timedelta(days=10))


@pytest.fixture
def groups(acme, other):
    acme.currency = "USD"
    acme.save()
    promoters(acme, "Centro", buy=30, dont=10, spent=50)
    promoters(acme, "Norte", buy=10, dont=30, spent=80)
    promoters(acme, "Quiosco", buy=1, dont=5, spent=900)
    promoters(other, "Norte", buy=5, dont=50)
    contact = factories.contact(acme, properties={"branch": "Norte"})
    factories.standing(contact, "no_not", score=2)
    return acme


def test_groups_in_order_and_none_below_ten(groups):
    page = potential_page(groups, "branch", now=NOW)
    assert (page.promoters, page.company_rate) == (86, 41 / 86)
    assert [group.name for group in page.ranked] == ["Norte", "Centro"]
    norte = page.ranked[0]
    assert (norte.promoters, norte.bought, norte.average_order) == (40, 10, 80)
    assert norte.found.potential > norte.found.potential_cautious > 0
    assert page.ranked[1].found.potential == 0
    assert [group.name for group in page.too_few] == ["Quiosco"]


def test_a_group_in_which_nobody_buys_borrows_the_order_of_all_and_comes_first(groups):
    promoters(groups, "Sur", buy=0, dont=12)
    page = potential_page(groups, "branch", now=NOW)
    orders = (30 * 50 + 10 * 80 + 900) / 41
    sur = next(group for group in page.ranked if group.name == "Sur")
    assert sur.is_borrowed
    assert sur.average_order == pytest.approx(orders, abs=0.01)
    company = 41 / 98
    assert sur.found.potential == pytest.approx((company - 20 * company / 32) * 12 * sur.average_order)
    # The upper limit of 0 of 12 is 24 %, below the rate of 26 % that is drawn to the others'.
    assert sur.found.potential_cautious > sur.found.potential == sur.at_least


def test_amounts_in_other_currencies_are_left_out_and_never_converted(groups):
    groups.currency = "COP"
    assert potential_page(groups, "branch", now=NOW).ranked[0].average_order is None


def test_the_page(groups, client_of, vera, xena, client):
    page = client_of(vera).get(URL).content.decode()
    assert "Norte" in page
    assert "Too few promoters to rank" in page
    assert "48" in page
    assert client_of(vera).get(URL, {"by": "nothing"}).status_code == 200
    assert client_of(xena).get(URL).status_code == 404
    assert client.get(URL).status_code == 302


def test_nothing_to_rank(client_of, vera):
    assert "Nothing to rank yet" in client_of(vera).get(URL).content.decode()
