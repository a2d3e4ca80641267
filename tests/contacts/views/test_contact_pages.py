import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contacts.actions.suppress import suppress
from contacts.models import Contact
from tests import factories


def url(name, pk=None, org="acme"):
    return reverse(f"contacts:{name}", args=[org, *([pk] if pk else [])])


PAGES = ["contacts", "contact_new", "contact", "contact_edit", "contact_delete"]


@pytest.fixture
def ana(acme):
    return factories.contact(acme, name="Ana Peña", email="ana@example.com", properties={"Sucursal": "Norte"})


def address(name, ana):
    return url(name, None if name in ("contacts", "contact_new") else ana.pk)


@pytest.mark.parametrize("where", PAGES)
def test_who_may_open_a_page(where, ana, olga, mark, stan, vera, xena, client, client_of):
    looks = where in ("contacts", "contact")
    for user, status in [
        (olga, 200),
        (mark, 200),
        (stan, 200 if looks else 403),
        (vera, 403),
        (xena, 404),
    ]:
        assert client_of(user).get(address(where, ana)).status_code == status, user
    assert client.get(address(where, ana)).status_code == 302


def test_a_contact_of_another_organisation_is_not_there(other, olga, client_of):
    foreign = factories.contact(other)
    for page in PAGES[2:]:
        assert client_of(olga).get(address(page, foreign)).status_code == 404
    assert client_of(olga).post(url("contact_delete", foreign.pk)).status_code == 404
    assert Contact.objects.of(other).exists()


def test_the_empty_list_leads_to_the_import(acme, olga, stan, client_of):
    new = reverse("integrations:import_new", args=["acme"])
    assert new in client_of(olga).get(url("contacts")).content.decode()
    assert new not in client_of(stan).get(url("contacts")).content.decode()


def test_search_and_segment(acme, ana, olga, client_of):
    factories.contact(acme, name="Luis", is_sample=True)
    segment = factories.segment(
        acme, "North", [{"field": "property:Sucursal", "operator": "is", "value": "Norte"}]
    )
    browser = client_of(olga)
    everybody = browser.get(url("contacts")).content.decode()
    assert "Ana Peña" in everybody
    assert "Luis" in everybody
    assert 'class="badge sample"' in everybody
    for query in ({"q": "pena"}, {"segment": segment.pk}):
        found = browser.get(url("contacts"), query).content.decode()
        assert "Ana Peña" in found
        assert "Luis" not in found
    assert "Nobody fits" in browser.get(url("contacts"), {"q": "nobody at all"}).content.decode()


@pytest.mark.parametrize(
    "query", ["before=x", "after=-1", "before=99999999999999999999", "segment=x", "q=%00"]
)
def test_a_mangled_address_is_no_error(ana, olga, client_of, query):
    assert client_of(olga).get(f"{url('contacts')}?{query}").status_code == 200


def test_the_list_asks_the_database_as_often_for_three_as_for_one(
    acme, ana, olga, client_of, django_assert_num_queries
):
    browser = client_of(olga)
    browser.get(url("contacts"))
    with CaptureQueriesContext(connection) as one:
        browser.get(url("contacts"))
    factories.contact(acme)
    factories.contact(acme)
    with django_assert_num_queries(len(one)):
        browser.get(url("contacts"))


def test_a_contact_is_added(acme, mark, client_of):
    answer = client_of(mark).post(
        url("contact_new"),
        {
            "name": "Ana",
            "email": "ANA@example.com",
            "phone": "300 123 4567",
            "language": "es",
            "properties": "Sucursal: Norte\n\nNota: a: b",
        },
    )
    ana = Contact.objects.of(acme).get()
    assert answer.url == url("contact", ana.pk)
    assert (ana.email, ana.phone) == ("ana@example.com", "+573001234567")
    assert ana.properties == {"Sucursal": "Norte", "Nota": "a: b"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "neither an e-mail address nor a telephone"),
        ({"email": "ana"}, "not an e-mail address"),
        ({"phone": "12"}, "not a telephone number"),
        ({"email": "a@b.co", "properties": "no colon"}, "name: value"),
        ({"email": "a@b.co", "properties": "x: " + "y" * 501}, "too long"),
        ({"email": "a@b.co", "language": "klingon"}, "valid choice"),
        ({"email": "ana@example.com"}, "Another contact has this already"),
        ({"email": "a@b.co", "name": "\0"}, "Null characters"),
    ],
)
def test_bad_input_is_named_and_kept(ana, mark, client_of, data, words):
    answer = client_of(mark).post(url("contact_new"), {"name": "Typed name", **data})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert "Typed name" in page or "name" in data
    assert Contact.objects.count() == 1


def test_a_contact_is_changed(ana, mark, client_of):
    browser = client_of(mark)
    assert "Sucursal: Norte" in browser.get(url("contact_edit", ana.pk)).content.decode()
    browser.post(url("contact_edit", ana.pk), {"email": "new@example.com", "properties": ""})
    ana.refresh_from_db()
    assert (ana.email, ana.name, ana.properties) == ("new@example.com", "", {})


def test_erasing_asks_first(ana, mark, stan, client_of):
    browser = client_of(mark)
    assert "Ana Peña" in browser.get(url("contact_delete", ana.pk)).content.decode()
    assert client_of(stan).post(url("contact_delete", ana.pk)).status_code == 403
    assert Contact.objects.filter(pk=ana.pk).exists()
    assert browser.post(url("contact_delete", ana.pk)).url == url("contacts")
    assert not Contact.objects.filter(pk=ana.pk).exists()


def test_a_contacts_page_tells_what_it_was_asked_and_answered(acme, ana, olga, stan, client_of):
    survey = factories.survey(acme, olga)
    invitation = factories.invitation(survey, ana)
    answer = factories.response(survey, 2, contact=ana, invitation=invitation, comment="<b>slow</b>")
    case = factories.case(answer, olga)
    suppress(
        organisation=acme,
        channel="email",
        address="ana@example.com",
        reason="unsubscribed",
        by="customer",
        now=timezone.now(),
    )
    page = client_of(stan).get(url("contact", ana.pk)).content.decode()
    assert "&lt;b&gt;slow&lt;/b&gt;" in page
    assert reverse("followup:case", args=["acme", case.pk]) in page
    assert "Unsubscribed" in page
    assert "Norte" in page
    assert url("contact_edit", ana.pk) not in page


def test_a_contacts_page_tells_what_it_did(ana, olga, client_of):
    factories.customer_event(ana, "order-1001", properties={"amount": 49.9, "product": "<b>Pro</b>"})
    page = client_of(olga).get(f"/o/acme/contacts/{ana.pk}/").content.decode()
    assert "order-1001" in page
    assert "amount: 49.9" in page
    assert "&lt;b&gt;Pro" in page
