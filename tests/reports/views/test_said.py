"""What they say beside what they buy: the page, its report, and who may look at it."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone, translation

from contacts.models import Contact, Purchase
from reports.queries.said_report import said_report
from responses.models import Response
from tests import factories

NOW = timezone.now()


def page(client, org="acme", **query):
    return client.get(reverse("reports:said", args=[org]), query, headers={"accept-language": "es"})


def text(response):
    return " ".join(response.content.decode().split())


def answered(survey, score, number, buyers, *, days_ago=120):
    """So many answers, of whom the first bought 40 days later for 20.00 each."""
    acme, at = survey.organisation, NOW - timedelta(days=days_ago)
    contacts = Contact.objects.bulk_create(
        Contact(
            organisation=acme, email=f"s{score}-{place}-{days_ago}@example.com", created_at=at, updated_at=at
        )
        for place in range(number)
    )
    Response.objects.bulk_create(
        Response(
            organisation=acme,
            survey=survey,
            version=survey.published,
            contact=contact,
            score=score,
            token=f"t{contact.pk}",
            language="es",
            channel="email",
            answered_at=at,
            updated_at=at,
        )
        for contact in contacts
    )
    Purchase.objects.bulk_create(
        Purchase(
            organisation=acme,
            contact=contact,
            external_id=f"o{contact.pk}",
            bought_at=at + timedelta(days=40),
            received_at=NOW,
            updated_at=NOW,
            amount=2000,
            currency="USD",
            source="api",
        )
        for contact in contacts[:buyers]
    )


@pytest.fixture
def survey(acme):
    return factories.survey(acme)


@pytest.fixture
def world(survey):
    answered(survey, 10, 120, 30)
    answered(survey, 0, 80, 8)


def test_both_numbers_stand_side_by_side_and_no_third(client_of, vera, world):
    said = text(page(client_of(vera)))
    assert '<div class="big">+20</div>' in said  # 120 promoters, 80 detractors
    assert ">25%</div>" in said
    assert "Promotores que compran: 25% (de 18 a 33), 30 de 120 con el plazo cumplido." in said
    assert "de cada 100 promotores, 75 no habían vuelto a comprar en 90 días" in said
    assert "no demuestra causa" in said


def test_the_days_are_chosen_by_the_address(client_of, olga, world):
    for days, share in (("30", 0), ("90", 25), ("nonsense", 25)):
        said = page(client_of(olga), days=days)
        assert said.status_code == 200
        assert said.context["reading"].rows[0].by(said.context["days"]).rate == pytest.approx(share / 100)


def test_without_purchases_or_answers_the_page_says_what_is_missing(client_of, olga, acme, survey):
    assert "Todavía no se conoce ninguna compra" in text(page(client_of(olga)))
    factories.purchase(factories.contact(acme))
    assert "Nadie respondió ni fue consultado" in text(page(client_of(olga)))


def test_strangers_and_visitors_do_not_see_it(client_of, xena, client, acme):
    assert page(client_of(xena)).status_code == 404
    assert page(client).status_code == 302


def test_the_report_says_the_same_and_has_every_table(acme, world):
    with translation.override("en"):
        report = said_report(acme, QueryDict("days=90"), NOW)
    titles = [table.title for table in report.tables]
    assert titles == [
        "Bought again",
        "Promoters against others",
        "Promoters who buy, month by month",
        "Money in USD",
    ]
    promoters = report.tables[0].rows[0]
    assert promoters[:2] == ["Promoters", 120]
    assert promoters[6] == 25.0
    assert report.tables[3].rows[0][:4] == ["Promoters", 120, 30, 5.0]
    assert any("of every 100 promoters, 75 had not bought again" in sentence for sentence in report.sentences)


def test_the_number_of_queries_does_not_grow(client_of, olga, survey, django_assert_max_num_queries):
    answered(survey, 10, 3, 1)
    client = client_of(olga)
    page(client)
    with django_assert_max_num_queries(20) as few:
        page(client)
    for days_ago in (130, 150, 200):
        answered(survey, 9, 20, 10, days_ago=days_ago)
    with django_assert_max_num_queries(20) as many:
        page(client)
    assert len(many) == len(few)
