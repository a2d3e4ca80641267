import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reports.models import SalesTouch
from tests import factories


def url(*args):
    return reverse("reports:touch" if args else "reports:today", args=["acme", *args])


@pytest.fixture
def ana(acme):
    return promoter(acme, "Ana")


def promoter(organisation, name):
    contact = factories.contact(organisation, name=name, phone="")
    factories.standing(
        contact, "yes_buys", score=10, rhythm="due", due_at=timezone.now(), last_bought_at=timezone.now()
    )
    return contact


def test_a_seller_ticks_a_customer(client_of, stan, acme, ana):
    browser = client_of(stan)
    page = browser.get(url()).content.decode()
    assert "1 promoter whose time to buy has come" in page
    assert "They gave you a 10: thank them, and ask what they need next." in page
    answer = browser.post(url(ana.pk), {"result": "interested", "note": "Wants two"})
    assert answer.headers["Location"] == url()
    after = browser.get(url()).content.decode()
    assert "Nobody is due today" in after
    assert "Talked: is interested" in after
    assert "Wants two" in after
    touch = SalesTouch.objects.of(acme).get()
    assert (touch.contact, touch.by, touch.result, touch.score) == (ana, stan, "interested", 10)


def test_without_a_result_the_note_is_kept(client_of, stan, acme, ana):
    answer = client_of(stan).post(url(ana.pk), {"note": "Wants two"})
    assert answer.status_code == 422
    assert "Say what came of it." in answer.content.decode()
    assert 'value="Wants two"' in answer.content.decode()
    assert not SalesTouch.objects.of(acme).exists()
    resting = factories.contact(acme, name="Eva")
    alone = client_of(stan).post(url(resting.pk), {"note": "Hers"})
    assert alone.status_code == 422
    assert 'value="Hers"' in alone.content.decode()


def test_a_customer_with_an_open_case_is_not_sold_to(client_of, stan, acme, ana):
    factories.case(factories.response(factories.survey(acme), 2, contact=ana))
    browser = client_of(stan)
    page = browser.get(reverse("contacts:contact", args=["acme", ana.pk])).content.decode()
    assert "Do not sell: open case" in page
    assert "Tick as contacted" not in page
    answer = browser.post(url(ana.pk), {"result": "interested", "here": "1"}, follow=True)
    assert "first that, then selling" in answer.content.decode()
    assert not SalesTouch.objects.of(acme).exists()


def test_the_queries_do_not_grow(client_of, stan, acme, ana):
    browser = client_of(stan)
    with CaptureQueriesContext(connection) as one:
        browser.get(url())
    promoter(acme, "Eva")
    promoter(acme, "Luz")
    with CaptureQueriesContext(connection) as three:
        browser.get(url())
    assert len(one) == len(three)


def test_viewers_and_strangers(client_of, vera, xena, client, ana):
    assert client_of(vera).get(url()).status_code == 403
    assert client_of(xena).get(url()).status_code == 404
    assert client_of(xena).post(url(ana.pk), {"result": "no"}).status_code == 404
    assert client.get(url()).status_code == 302
