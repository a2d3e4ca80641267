from datetime import timedelta

import pytest
from django.utils import timezone

from contacts.actions.learn_rhythms import learn_rhythms
from contacts.actions.match_purchases import match_purchases
from contacts.actions.upsert_purchases import mark_stale
from contacts.models import Product, Purchase, Standing
from contacts.queries.audience import contacts_in
from responses.actions.notice_answers import notice_answers
from responses.actions.refresh_standings import refresh_standings
from responses.models import Response
from tests import factories

NOW = timezone.now()


def ago(days):
    return NOW - timedelta(days=days)


@pytest.fixture
def survey(acme):
    return factories.survey(acme)


def buy(contact, *days, **fields):
    for day in days:
        factories.purchase(contact, bought_at=ago(day), **fields)
    mark_stale(contact.organisation, [contact.pk])


def refresh(organisation, now=NOW):
    notice_answers(organisation=organisation, since=None)
    return refresh_standings(organisation=organisation, now=now)


@pytest.mark.parametrize(
    ("score", "days", "quadrant", "rhythm"),
    [
        (10, [5, 35, 65], "yes_buys", "not_yet"),
        (9, [30, 60, 90], "yes_buys", "due"),
        (9, [100, 130, 160], "yes_not", "late"),
        (10, [], "yes_not", ""),
        (3, [29, 59, 89], "no_buys", "due"),
        (0, [200], "no_not", "unknown"),
        (7, [20], "mid_buys", "unknown"),
        (None, [20], "silent_buys", "unknown"),
    ],
)
def test_what_they_say_beside_what_they_do(acme, survey, score, days, quadrant, rhythm):
    ana = factories.contact(acme)
    buy(ana, *days)
    if score is not None:
        factories.response(survey, score, contact=ana, at=ago(1))
    assert refresh(acme) == 1
    row = Standing.objects.of(acme).get()
    assert (row.quadrant, row.rhythm, row.purchases, row.stale) == (quadrant, rhythm, len(days), False)
    assert refresh(acme) == 0


def test_the_last_answer_counts_and_a_changed_one_is_noticed(acme, survey):
    ana = factories.contact(acme)
    factories.response(survey, 10, contact=ana, at=ago(40))
    last = factories.response(survey, 2, contact=ana, at=ago(3))
    refresh(acme)
    assert Standing.objects.of(acme).get().score == 2
    Response.objects.of(acme).filter(pk=last.pk).update(score=9)
    refresh(acme)
    assert Standing.objects.of(acme).get().quadrant == "yes_not"
    last.delete()
    refresh(acme)
    assert Standing.objects.of(acme).get().score == 10


def test_paid_back_purchases_and_other_organisations_do_not_count(acme, other, survey):
    ana = factories.contact(acme)
    buy(ana, 3, state="cancelled")
    factories.response(survey, 10, contact=ana, at=ago(1))
    buy(factories.contact(other), 3)
    refresh(acme)
    assert Standing.objects.of(acme).get().quadrant == "yes_not"
    assert Standing.objects.of(other).get().stale


def test_nobody_without_answer_and_purchase_has_a_standing(acme):
    ana = factories.contact(acme)
    buy(ana, 3)
    refresh(acme)
    Purchase.objects.of(acme).delete()
    mark_stale(acme, [ana.pk])
    refresh(acme)
    assert not Standing.objects.of(acme).exists()


def test_time_alone_turns_them(acme):
    ana = factories.contact(acme)
    buy(ana, 20, 50, 80)
    refresh(acme)
    row = Standing.objects.of(acme).get()
    assert (row.rhythm, row.turns_at) == ("not_yet", row.due_at)
    mark_stale(acme, [ana.pk])
    refresh(acme, now=row.due_at)
    row.refresh_from_db()
    assert (row.rhythm, row.turns_at) == ("due", row.late_at)


def test_a_product_has_the_rhythm_of_those_who_bought_it_again(acme):
    tea = factories.product(acme, "Tea")
    for number in range(11):
        buy(factories.contact(acme), 100 + number, 70 + number, 40 + number, product=tea)
    once = factories.contact(acme)
    buy(once, 10, product=tea)
    refresh(acme)
    assert Standing.objects.of(acme).get(pk=once.pk).rhythm == "unknown"
    assert learn_rhythms(organisation=acme) == 1
    assert learn_rhythms(organisation=acme) == 0
    assert Product.objects.of(acme).get().seen_days == 30
    refresh(acme)
    row = Standing.objects.of(acme).get(pk=once.pk)
    assert (row.rhythm, row.rhythm_days) == ("not_yet", 30)


@pytest.mark.parametrize("known", [{"email": "Eva@example.com"}, {"external_id": "eva@example.com"}])
def test_a_purchase_finds_its_customer_later(acme, other, known):
    row = factories.purchase(factories.contact(acme))
    Purchase.objects.of(acme).update(contact=None, customer="eva@example.com")
    factories.contact(other, **known)
    assert match_purchases(organisation=acme, now=NOW) == 0
    eva = factories.contact(acme, **known)
    assert match_purchases(organisation=acme, now=NOW) == 1
    row.refresh_from_db()
    assert (row.contact, row.customer) == (eva, "")
    assert Standing.objects.of(acme).get().contact == eva


def test_segments_know_where_customers_stand(acme, survey):
    ana, bob = factories.contact(acme, name="ana"), factories.contact(acme, name="bob")
    factories.contact(acme, name="eva")
    buy(ana, 5, 35, 65)
    factories.response(survey, 10, contact=ana, at=ago(1))
    buy(bob, 300)
    refresh(acme)

    def found(field, operator, value=""):
        rule = {"field": field, "operator": operator, "value": value}
        return " ".join(contacts_in(acme, [rule]).order_by("name").values_list("name", flat=True))

    assert found("quadrant", "is", "yes_buys") == "ana"
    assert found("quadrant", "is_not", "yes_buys") == "bob eva"
    assert found("rhythm", "is_set") == "ana bob"
    assert found("purchases", "at_least", "2") == "ana"
    assert found("score", "at_most", "10") == "ana"
    assert found("last_bought", "at_most", f"{ago(100):%Y-%m-%d}") == "bob"
    assert found("last_bought", "is_not_set") == "eva"
