"""The page of published figures, and the verdict it puts beside the score."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Event
from reports.models import Benchmark, BenchmarkChoice
from tests import factories

PAGE = reverse("reports:benchmarks", kwargs={"org": "acme"})
NEW = reverse("reports:benchmark_new", kwargs={"org": "acme"})
VALID = {
    "industry": "software",
    "source": "Trade association",
    "population": "its members",
    "url": "https://example.com/nps",
    "low_to": "10",
    "good_from": "20",
    "leaders_from": "50",
}


def one(key, org="acme"):
    return reverse("reports:benchmark", kwargs={"org": org, "key": key})


def text(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("who", "look", "edit"),
    [
        ("olga", 200, 200),
        ("mark", 200, 403),
        ("stan", 200, 403),
        ("vera", 200, 403),
        ("xena", 404, 404),
    ],
)
def test_who_may_look_and_who_may_edit(client_of, acme, request, who, look, edit):
    client = client_of(request.getfixturevalue(who))
    assert client.get(PAGE).status_code == look
    assert client.post(PAGE, {"industry": "software"}).status_code == (302 if edit == 200 else edit)
    assert client.get(NEW).status_code == edit
    assert client.get(one("software-bands")).status_code == edit


def test_signed_out(client, acme):
    for address in (PAGE, NEW, one("software-bands")):
        assert client.get(address)["Location"].startswith(reverse("account_login"))


def test_software_shows_sources_that_disagree_and_the_gaps_of_the_article(client_of, acme, vera):
    body = text(client_of(vera).get(PAGE, {"industry": "software"}))
    assert "The sources disagree" in body
    assert "+34 to +44" in body
    for source in ("QuestionPro", "SurveyMonkey", "ClearlyRated"):
        assert source in body
    assert "between low and good, not named: +26 to +29" in body
    assert "above good, not named: +41 to +55" in body
    assert "Good: +30 to +40" in body
    assert "Compare with this" not in body  # a viewer only looks


def test_choosing_an_industry_and_a_figure(client_of, acme, olga):
    client = client_of(olga)
    client.post(PAGE, {"industry": "software"})
    body = text(client.get(PAGE))
    assert "your industry" in body
    assert "compared with your score" in body
    client.post(PAGE, {"industry": "software", "figure": "surveymonkey-software"})
    choice = BenchmarkChoice.objects.of(acme).get()
    assert (choice.industry, choice.figure) == ("software", "surveymonkey-software")
    assert Event.objects.of(acme).filter(verb="benchmark.chosen").count() == 2


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"industry": "nonsense"},
        {"industry": "software", "figure": "xmi-2023-retail"},
        {"industry": "a\x00"},
    ],
)
def test_a_choice_that_makes_no_sense(client_of, acme, olga, typed):
    response = client_of(olga).post(PAGE, typed)
    assert response.status_code == 422
    assert "industry" in response.context["form"].errors
    assert not BenchmarkChoice.objects.of(acme).exists()


def test_add_change_and_remove_a_figure(client_of, acme, olga):
    client = client_of(olga)
    assert client.post(NEW, VALID)["Location"].endswith("?industry=software")
    row = Benchmark.objects.of(acme).get()
    assert (row.low_to, row.good_from, row.leaders_from, row.mean) == (10, 20, 50, None)
    client.post(one(row.key), {**VALID, "mean": "-5", "year": "2024"})
    row.refresh_from_db()
    assert (row.mean, row.year) == (-5, 2024)
    assert "yours" in text(client.get(PAGE, {"industry": "software"}))
    client.post(one(row.key), {"remove": "1"})
    assert not Benchmark.objects.of(acme).exists()
    assert client.get(one(row.key)).status_code == 404


def test_a_shipped_figure_is_changed_for_this_organisation_and_can_be_put_back(client_of, acme, other, olga):
    client = client_of(olga)
    assert 'value="25"' in text(client.get(one("software-bands")))
    client.post(one("software-bands"), VALID)
    client.post(one("software-bands"), {**VALID, "low_to": "12"})
    row = Benchmark.objects.of(acme).get()
    assert (row.shipped_key, row.low_to) == ("software-bands", 12)
    assert "changed by you" in text(client.get(PAGE, {"industry": "software"}))
    client.post(one("software-bands"), {"remove": "1"})
    assert not Benchmark.objects.of(acme).exists()
    client.post(one("software-bands"), {"remove": "1"})  # nothing to put back
    assert 'value="25"' in text(client.get(one("software-bands")))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"source": " "}, "source"),
        ({"population": ""}, "population"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "ftp://example.com/x"}, "url"),
        ({"industry": "nonsense"}, "industry"),
        ({"year": "1999"}, "year"),
        ({"mean": "101"}, "mean"),
        ({"mean": "high"}, "mean"),
        ({"low_to": "", "good_from": "", "leaders_from": ""}, "mean"),
        ({"low_to": "20"}, "low_to"),
        ({"good_from": "", "good_to": "40"}, "good_from"),
        ({"leaders_from": "", "leaders_to": "60"}, "leaders_from"),
        ({"source": "a\x00b"}, "source"),
    ],
)
def test_a_figure_that_makes_no_sense_is_refused_and_kept(client_of, acme, olga, changes, field):
    typed = {**VALID, **changes}
    response = client_of(olga).post(NEW, typed)
    form = response.context["form"]
    assert response.status_code == 422
    assert field in form.errors
    assert {name: form[name].value() for name in typed} == typed
    assert not Benchmark.objects.of(acme).exists()


def test_anothers_figure_does_not_exist(client_of, acme, other, xena):
    row = factories.benchmark(acme)
    client = client_of(xena)
    assert client.get(one(row.key, "other")).status_code == 404
    assert client.post(one(row.key, "other"), {"remove": "1"}).status_code == 404
    assert Benchmark.objects.of(acme).exists()


def answers(organisation, detractors, passives, promoters):
    survey = factories.survey(organisation)
    for score, count in ((3, detractors), (8, passives), (10, promoters)):
        for _ in range(count):
            factories.response(survey, score)


def test_the_verdict_stands_beside_the_score(client_of, acme, olga, vera):
    answers(acme, 18, 30, 52)
    dashboard = reverse("reports:dashboard", kwargs={"org": "acme"})
    body = text(client_of(vera).get(dashboard))
    assert "<strong>Positive</strong>" in body
    assert "Compare with your industry" in body
    client_of(olga).post(PAGE, {"industry": "software"})
    body = text(client_of(vera).get(dashboard))
    assert "Software and technology: <strong>compatible with low and with good</strong> (+18 to +48)." in body
    spanish = text(client_of(vera).get(dashboard, headers={"accept-language": "es"}))
    assert "<strong>compatible con bajo y con bueno</strong> (+18 a +48)." in spanish


def test_a_negative_score_is_red_and_said(client_of, acme, vera):
    answers(acme, 40, 30, 30)
    body = text(client_of(vera).get(reverse("reports:dashboard", kwargs={"org": "acme"})))
    assert 'class="big negative">−10<' in body
    assert "<strong>Negative</strong>: more detractors than promoters answered" in body


def test_more_figures_cost_no_more_queries(client_of, acme, olga):
    client = client_of(olga)
    counted = []
    for _ in range(2):
        factories.benchmark(acme)
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE, {"industry": "software"})
        counted.append(len(queries))
    assert counted[0] == counted[1]
