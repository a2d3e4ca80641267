from datetime import timedelta

import pytest
from django.utils import timezone

from contacts.actions.suppress import suppress
from reports.actions.note_touch import OpenCase, note_touch
from reports.models import SalesTouch
from reports.queries.sales_card import sales_card
from reports.queries.selling_today import selling_today
from responses.queries.themes import themes_of
from tests import factories

NOW = timezone.now()


def due(organisation, name, *, days=0, score=9, rhythm="due", **fields):
    contact = factories.contact(organisation, name=name, **fields)
    factories.standing(
        contact, "yes_buys", score=score, rhythm=rhythm, due_at=NOW + timedelta(days=days), last_bought_at=NOW
    )
    return contact


def names(organisation, seller, now=NOW, **which):
    return [one.contact.name for one in selling_today(organisation, seller, now=now, **which).prospects]


def test_five_promoters_due_the_soonest_first_with_quote_and_product(acme, other, stan):
    for number in range(7):
        due(acme, f"c{number}", days=number)
    due(acme, "late", rhythm="late", days=-50)
    due(acme, "not yet", rhythm="not_yet", days=-1)
    due(acme, "passive", score=8, days=-1)
    due(other, "stranger", days=-1)
    survey = factories.survey(acme)
    first = due(acme, "first", days=-3)
    factories.response(survey, 9, contact=first, comment="Old", at=NOW - timedelta(days=9))
    factories.response(survey, 9, contact=first, comment="I love it", at=NOW - timedelta(days=2))
    found = selling_today(acme, stan, now=NOW)
    assert [one.contact.name for one in found.prospects] == ["first", "c0", "c1", "c2", "c3"]
    assert found.prospects[0].quote == "I love it"
    assert found.waiting == 9


def test_nobody_with_an_open_case_nor_one_who_must_not_be_written_to(acme, stan):
    unhappy = due(acme, "case")
    case = factories.case(factories.response(factories.survey(acme), 3, contact=unhappy))
    gone = due(acme, "gone", email="gone@example.com")
    suppress(
        organisation=acme, channel="email", address=gone.email, reason="unsubscribed", by="customer", now=NOW
    )
    assert names(acme, stan) == []
    with pytest.raises(OpenCase):
        note_touch(contact=unhappy, result="interested", by=stan, now=NOW)
    assert not SalesTouch.objects.of(acme).exists()
    assert sales_card(unhappy).case == case
    assert [str(point) for point in sales_card(unhappy).points] == ["open_case"]


@pytest.mark.parametrize(("result", "rest"), [("interested", 30), ("no_answer", 3)])
def test_whoever_was_ticked_rests(acme, stan, result, rest):
    ana = due(acme, "ana")
    touch = note_touch(contact=ana, result=result, note="Calls on Monday", by=stan, now=NOW)
    assert touch.score == 9
    assert note_touch(contact=ana, result=result, note="Calls on Monday", by=stan, now=NOW) == touch
    today = selling_today(acme, stan, now=NOW)
    assert (today.prospects, today.done) == ([], [touch])
    assert names(acme, stan, NOW + timedelta(days=rest, seconds=-1)) == []
    assert names(acme, stan, NOW + timedelta(days=rest, seconds=1)) == ["ana"]
    assert sales_card(ana).touches == [touch]


def test_sellers_share_the_customers_and_see_each_others(acme, stan, mark):
    everybody = {f"c{number}" for number in range(4)}
    for name in sorted(everybody):
        due(acme, name)
    assert set(names(acme, mark)) == everybody
    # From the first tick on somebody sells, and has a share.
    for seller in (stan, mark):
        note_touch(contact=due(acme, seller.name), result="later", by=seller, now=NOW)
    mine, theirs = set(names(acme, mark)), set(names(acme, stan))
    assert not mine & theirs
    assert mine | theirs == everybody
    assert set(names(acme, mark, everybody=True)) == everybody


def test_nobody_known_has_no_card(acme):
    assert sales_card(factories.contact(acme)) is None


def test_the_card_says_what_was_paid_back(acme):
    ana = due(acme, "ana")
    factories.response(factories.survey(acme), 9, contact=ana)
    factories.purchase(ana, refunded=4990)
    card = sales_card(ana)
    assert [str(point) for point in card.points] == ["thank", "paid_back", "due"]


def test_the_card_names_the_themes_of_the_last_comment(acme):
    ana = due(acme, "ana")
    answer = factories.response(factories.survey(acme), 9, contact=ana, comment="Kind people, long wait")
    assert (sales_card(ana).praised, sales_card(ana).blamed) == ([], [])
    staff, waiting = list(themes_of(acme).items())[:2]
    factories.comment_theme(answer, staff[0], 1)
    factories.comment_theme(answer, waiting[0], -1)
    card = sales_card(ana)
    assert (card.praised, card.blamed) == ([staff[1].name("en")], [waiting[1].name("en")])
    factories.case(answer)  # nothing to talk about but the case
    assert (sales_card(ana).praised, sales_card(ana).blamed) == ([], [])
