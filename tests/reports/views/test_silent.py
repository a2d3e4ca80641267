"""Who is silent: the raw score beside the weighted one, and the reasons where there is none."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contacts.models import Contact
from reports.queries import silent as queries
from reports.queries.silent_report import silent_report
from responses.actions.refresh_tallies import refresh_tallies
from responses.models import Response
from surveys.models import Invitation
from tests import factories


@pytest.fixture
def survey(acme):
    return factories.survey(acme)


def page(client, org="acme", **query):
    return client.get(reverse("reports:silent", args=[org]), query)


def text(response):
    return " ".join(response.content.decode().split())


def customers(acme, **sizes):
    now = timezone.now()
    Contact.objects.bulk_create(
        Contact(
            organisation=acme,
            email=f"{branch}{number}@example.com".lower(),
            properties={"branch": branch},
            created_at=now,
            updated_at=now,
        )
        for branch, size in sizes.items()
        for number in range(size)
    )


def answers(survey, branch, det, pas, pro):
    now = timezone.now()
    scores = [0] * det + [7] * pas + [10] * pro
    Response.objects.bulk_create(
        Response(
            organisation=survey.organisation,
            survey=survey,
            version=survey.published,
            score=score,
            token=f"{branch}-{number}",
            language="es",
            channel="email",
            properties={"branch": branch},
            answered_at=now - timedelta(days=1),
            updated_at=now,
        )
        for number, score in enumerate(scores)
    )


@pytest.mark.parametrize("tallied", [False, True])
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "the score is −24, with 95% confidence between −36 and −10"),
        ("es", "la puntuación es −24, con 95 % de confianza entre −36 y −10"),
    ],
)
def test_the_raw_score_stands_beside_the_weighted_one(
    acme, olga, client_of, survey, language, sentence, tallied
):
    customers(acme, Centro=800, Norte=200)
    answers(survey, "Centro", 60, 20, 20)
    answers(survey, "Norte", 60, 60, 180)
    while tallied and refresh_tallies(organisation=acme):
        pass
    address = reverse("reports:silent", args=["acme"])
    found = text(client_of(olga).get(address, headers={"accept-language": language}))
    assert '<dd class="value">+20</dd>' in found
    assert '<dd class="value">−24</dd>' in found
    assert sentence in found
    assert "153" in found


def invited(survey, branch, number, answered=0, failed=0, **fields):
    campaign = factories.campaign(survey)
    rows = []
    for place in range(number):
        contact = factories.contact(survey.organisation, properties={"branch": branch})
        state = Invitation.State.FAILED if place < failed else Invitation.State.SENT
        rows.append(
            factories.invitation(
                survey,
                contact,
                campaign,
                **{
                    "state": state,
                    "reason": "bad_address" if place < failed else "",
                    "sent_at": timezone.now() - timedelta(days=9),
                    "answered_at": timezone.now() if place >= number - answered else None,
                    **fields,
                },
            )
        )
    return rows


@pytest.mark.parametrize("tallied", [False, True])
def test_each_group_from_customer_to_answer(acme, olga, client_of, survey, tallied):
    invited(survey, "Centro", 12, answered=2, failed=3)
    invited(survey, "Norte", 12, answered=9)
    factories.contact(acme)
    answers(survey, "Centro", 1, 0, 1)
    answers(survey, "Norte", 2, 4, 8)
    while tallied and refresh_tallies(organisation=acme):
        pass
    found = page(client_of(olga)).context["found"]
    assert [
        (g.name, g.base, g.asked.invited, g.delivered, g.asked.answered, g.card.n) for g in found.groups
    ] == [("Centro", 12, 12, 9, 2, 2), ("Norte", 12, 12, 12, 9, 14), ("", 1, 0, 0, 0, 0)]
    assert (found.total.base, found.total.asked.invited, found.total.asked.answered) == (25, 24, 11)
    assert round(found.groups[0].interval.low) == 5  # Wilson, 2 of 12
    assert round(found.groups[0].interval.high) == 45
    assert found.even.percent == 42


def test_what_the_silent_could_do_to_the_score(acme, olga, client_of, survey):
    invited(survey, "Centro", 100, answered=23)
    answers(survey, "Centro", 3, 6, 14)
    answers(survey, "Norte", 0, 0, 0)
    unsure = page(client_of(olga)).context["unsure"]
    # 48 of 23 %: 0.23 * 47.8 -/+ 77, 47.8 - 0.77 * 20, -0.23 * 47.8 / 0.77
    assert unsure == {"low": -66, "high": 88, "worse": 32, "tipping": -14, "rate": 23}


def test_late_answers_hint_at_the_silent(acme, olga, client_of, survey):
    early, late = timezone.now() - timedelta(days=5), timezone.now() - timedelta(days=1)
    rows = invited(
        survey, "Centro", 60, reminded_at=timezone.now() - timedelta(days=3), asked_at=early + timedelta(1)
    )
    for place, row in enumerate(rows):
        is_late = place % 2
        factories.response(
            survey, 2 if is_late else 10, invitation=row, contact=row.contact, at=late if is_late else early
        )
    response = page(client_of(olga))
    found = response.context["found"]
    assert (found.waves.first.pro, found.waves.first.n) == (30, 30)
    assert (found.waves.late.det, found.waves.late.n) == (30, 30)
    assert found.late.proven
    assert "A real difference" in text(response)


@pytest.mark.parametrize(
    ("norte", "says"),
    [((0, 0, 0), "Nobody answered of Norte, 20% of your customers"), ((1, 2, 3), "fewer than 10 answers")],
)
def test_the_page_says_why_it_does_not_weight(acme, olga, client_of, survey, norte, says):
    acme.region = "en-GB"
    acme.save()
    customers(acme, Centro=80, Norte=20)
    answers(survey, "Centro", 3, 2, 4)
    if any(norte):
        answers(survey, "Norte", *norte)
    else:
        answers(survey, "Sur", 0, 0, 3)
    assert says in text(page(client_of(olga)))


def test_an_empty_organisation_is_told_what_will_be_here(acme, olga, client_of):
    assert "Nobody was asked and nobody answered" in text(page(client_of(olga)))


def test_everybody_inside_may_look_and_nobody_else(acme, client_of, olga, vera, xena, client):
    assert page(client_of(olga)).status_code == 200
    assert page(client_of(vera)).status_code == 200
    assert page(client_of(xena)).status_code == 404
    assert page(client).status_code == 302


def test_the_number_of_queries_does_not_grow_with_groups(acme, olga, client_of, survey):
    client = client_of(olga)
    for branch in ("Centro", "Norte"):
        invited(survey, branch, 1)
        answers(survey, branch, 1, 1, 1)
    page(client)
    with CaptureQueriesContext(connection) as few:
        page(client)
    for branch in ("Sur", "Este", "Oeste"):
        invited(survey, branch, 1)
        answers(survey, branch, 1, 1, 1)
    with CaptureQueriesContext(connection) as many:
        page(client)
    assert len(many) == len(few)


def test_the_page_can_be_mailed_and_exported(acme, survey):
    customers(acme, Centro=80, Norte=20)
    answers(survey, "Centro", 60, 20, 20)
    answers(survey, "Norte", 60, 60, 180)
    report = silent_report(acme, QueryDict(), timezone.now())
    assert report.headline == "NPS +20, 400 answers"
    assert "the score is −24" in report.sentences[1]
    scores, groups = report.tables
    assert [row[1:] for row in scores.rows] == [[20, 11, 28], [-24, -36, -10]]
    assert [row[0] for row in groups.rows] == ["Centro", "Norte", "Everybody"]
    assert groups.rows[0][1] == 80


def test_a_large_base_is_counted_every_ten_minutes_only(acme, olga, client_of, survey, monkeypatch):
    customers(acme, Centro=12, Norte=3)
    answers(survey, "Centro", 2, 2, 2)
    answers(survey, "Norte", 1, 1, 1)
    client = client_of(olga)
    page(client)
    factories.contact(acme, properties={"branch": "Norte"})
    small = page(client).context["found"]
    assert (small.total.base, small.is_large) == (16, False)
    monkeypatch.setattr(queries, "LARGE_BASE", 10)
    page(client)
    factories.contact(acme, properties={"branch": "Norte"})
    large = page(client)
    assert large.context["found"].total.base == 16
    assert [group.base for group in large.context["found"].groups] == [12, 4]
    assert "counted anew every ten minutes" in text(large)
