from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from followup.queries.customer_timeline import SHOWN, customer_timeline
from tests import factories

NOW = timezone.now()


def days_ago(days):
    return NOW - timedelta(days=days)


@pytest.fixture
def ana(acme):
    return factories.contact(acme, name="Ana", email="ana@example.com", phone="+573001112233")


@pytest.fixture
def survey(acme):
    return factories.survey(acme)


def kinds(timeline):
    return [entry.kind for entry in timeline.entries]


def test_mail_sms_qr_and_purchase_are_four_entries_in_order(ana, survey):
    factories.customer_event(ana, "order-1", occurred_at=days_ago(2))
    factories.invitation(survey, ana, channel="email", sent_at=days_ago(9))
    factories.response(survey, 9, contact=ana, channel="link", at=days_ago(4))
    factories.invitation(survey, ana, channel="sms", sent_at=days_ago(6))
    assert kinds(customer_timeline(ana)) == ["event", "answer", "invitation", "invitation"]
    channels = [getattr(entry.row, "channel", "") for entry in customer_timeline(ana).entries]
    assert channels == ["", "link", "sms", "email"]


def test_nothing_of_another_customer_and_no_more_than_fits(acme, ana, survey, django_assert_num_queries):
    bob = factories.contact(acme, email="bob@example.com")
    for number in range(SHOWN + 2):
        factories.customer_event(bob, f"order-{number}", occurred_at=days_ago(number))
    assert kinds(customer_timeline(ana)) == []
    with django_assert_num_queries(5):
        told = customer_timeline(bob)
    assert (len(told.entries), told.more) == (SHOWN, True)


def test_the_case_tells_its_own_history_among_the_rest(client_of, acme, ana, survey, stan):
    factories.customer_event(ana, "order-1", occurred_at=days_ago(5))
    earlier = factories.case(factories.response(survey, 3, contact=ana, at=days_ago(8)))
    case = factories.case(
        factories.response(survey, 2, contact=ana, at=days_ago(1), comment="Late again"), stan
    )
    case.events.create(organisation=acme, kind="opened", at=days_ago(1), data={"score": 2})
    page = client_of(stan).get(reverse("followup:case", args=[acme.slug, case.pk]))
    timeline = page.context["detail"].timeline
    assert kinds(timeline) == ["line", "answer", "event", "case_opened", "answer"]
    assert timeline.entries[3].row == earlier
    html = page.content.decode()
    assert "order-1" in html
    assert reverse("followup:case", args=[acme.slug, earlier.pk]) in html


def test_an_anonymous_case_has_its_history_and_its_answer(client_of, acme, survey, stan):
    case = factories.case(factories.response(survey, 2), stan)
    page = client_of(stan).get(reverse("followup:case", args=[acme.slug, case.pk]))
    assert kinds(page.context["detail"].timeline) == ["answer"]
