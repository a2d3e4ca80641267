"""Shipped figures, an organisation's changes to them, and its own."""

import pytest
from django.utils import timezone

from reports.actions.choose_benchmark import choose_benchmark
from reports.queries.benchmarks import chosen, figures_of, find_figure
from reports.queries.score_card import score_card
from reports.queries.score_verdict import score_verdict
from reports.rules.verdict import Sign, Verdict
from responses.maths.score import Counts
from tests import factories


def choose(organisation, by, industry, figure=""):
    choose_benchmark(organisation=organisation, industry=industry, figure=figure, by=by, now=timezone.now())


def test_own_figures_come_after_the_shipped_ones(acme, other):
    own = factories.benchmark(acme)
    listed = figures_of(acme, "software")
    assert [one.figure.key for one in listed if one.is_own] == [own.key]
    assert listed[-1].figure.mean == 28
    assert own.key not in [one.figure.key for one in figures_of(other, "software")]


def test_a_changed_figure_takes_the_place_of_the_shipped_one(acme, other):
    factories.benchmark(acme, shipped_key="software-bands", mean=31)
    first = figures_of(acme, "software")[0]
    assert (first.figure.key, first.figure.mean, first.is_changed, first.is_own) == (
        "software-bands",
        31,
        True,
        False,
    )
    assert figures_of(other, "software")[0].figure.mean == 34


def test_a_figure_can_move_to_another_industry(acme):
    factories.benchmark(acme, shipped_key="software-bands", industry="consulting")
    assert "software-bands" not in [one.figure.key for one in figures_of(acme, "software")]
    assert "software-bands" in [one.figure.key for one in figures_of(acme, "consulting")]


@pytest.mark.parametrize("key", ["nothing", "own-", "own-x", "own-0", "own-99999999999999999999", "own-٣"])
def test_no_such_figure(acme, key):
    assert find_figure(acme, key) is None


def test_anothers_figure_is_not_found(acme, other):
    row = factories.benchmark(acme)
    assert find_figure(acme, row.key) == (row.figure(), row)
    assert find_figure(other, row.key) is None


def test_the_first_figure_is_compared_with_until_one_is_chosen(acme, olga):
    assert chosen(acme) is None
    choose(acme, olga, "software")
    assert chosen(acme).figure.key == "software-bands"
    choose(acme, olga, "software", "surveymonkey-software")
    assert chosen(acme).figure.key == "surveymonkey-software"


def test_a_chosen_figure_that_is_gone_gives_way_to_the_first(acme, olga):
    row = factories.benchmark(acme)
    choose(acme, olga, "software", row.key)
    row.delete()
    assert chosen(acme).figure.key == "software-bands"
    choose(acme, olga, "other")
    assert chosen(acme).figure is None


@pytest.mark.parametrize(
    ("counts", "figure", "verdict"),
    [
        (Counts(18, 30, 52), "", Verdict.LOW_OR_GOOD),
        (Counts(144, 240, 416), "", Verdict.PROBABLY_GOOD),
        (Counts(18, 30, 52), "surveymonkey-software", Verdict.BELOW_LEADERS),
        (Counts(18, 30, 52), "clearlyrated-2022-software", Verdict.LIKE_TYPICAL),
        (Counts(144, 240, 416), "clearlyrated-2022-software", Verdict.BELOW_TYPICAL),
    ],
)
def test_the_verdict_depends_on_the_source(acme, olga, counts, figure, verdict):
    choose(acme, olga, "software", figure)
    found = score_verdict(acme, score_card(counts))
    assert (found.sign.sign, found.verdict, found.industry) == (Sign.POSITIVE, verdict, "software")


def test_without_an_industry_there_is_only_the_sign(acme):
    found = score_verdict(acme, score_card(Counts(40, 30, 30)))
    assert (found.sign.sign, found.figure, found.verdict) == (Sign.NEGATIVE, None, None)


def test_no_verdict_on_too_few_answers(acme):
    assert score_verdict(acme, score_card(Counts(1, 1, 7))) is None
