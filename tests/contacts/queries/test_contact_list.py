import pytest

from contacts.queries import contact_list
from contacts.queries.contact_list import contact_page
from tests import factories


@pytest.fixture
def five(acme, monkeypatch):
    monkeypatch.setattr(contact_list, "PAGE_SIZE", 2)
    return [factories.contact(acme, name=f"c{number}") for number in range(5)]


def names(page):
    return [contact.name for contact in page.contacts]


def test_pages_lead_to_the_end_and_back(acme, five):
    first = contact_page(acme)
    assert (names(first), first.count, first.newer) == (["c4", "c3"], 5, None)
    second = contact_page(acme, before=first.older)
    third = contact_page(acme, before=second.older)
    assert (names(second), names(third), third.older) == (["c2", "c1"], ["c0"], None)
    back = contact_page(acme, after=third.newer)
    assert names(back) == ["c2", "c1"]
    front = contact_page(acme, after=back.newer)
    assert (names(front), front.newer) == (["c4", "c3"], None)


def test_beyond_the_ends_is_an_empty_page(acme, five):
    assert names(contact_page(acme, before=five[0].pk)) == []
    assert contact_page(acme, after=five[-1].pk).newer is None


@pytest.mark.parametrize("search", ["jose", "JOSÉ peña", "pena jose", "jose@exa", "57300", "sé"])
def test_a_search_looks_through_name_email_and_phone_without_accents(acme, other, search):
    factories.contact(other, name="José Peña")
    factories.contact(acme, name="José Peña", email="jose@example.com", phone="+573001234567")
    factories.contact(acme, name="Ana", email="ana@b.co")
    assert names(contact_page(acme, search=search)) == ["José Peña"]


def test_signs_of_patterns_are_only_signs(acme):
    factories.contact(acme, name="100% real_name")
    factories.contact(acme, name="other")
    assert len(names(contact_page(acme, search="%"))) == 1
    assert len(names(contact_page(acme, search="l_n"))) == 1


def test_search_and_segment_together(acme):
    factories.contact(acme, name="Ana", language="es")
    factories.contact(acme, name="Ana", language="en")
    rules = [{"field": "language", "operator": "is", "value": "en"}]
    assert [contact.language for contact in contact_page(acme, search="ana", rules=rules).contacts] == ["en"]


def test_counting_stops_at_the_limit(acme, five, monkeypatch):
    monkeypatch.setattr(contact_list, "COUNT_LIMIT", 3)
    page = contact_page(acme)
    assert (page.count, page.counted_all) == (3, False)


def test_two_queries_whatever_the_size(acme, five, django_assert_num_queries):
    with django_assert_num_queries(2):
        contact_page(acme, search="c")
