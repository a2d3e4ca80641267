import pytest

from reports.queries.arms import compare_arms
from tests import factories


@pytest.fixture
def survey(acme, olga):
    return factories.survey(acme, olga)


def ask(campaign, arm, asked, scores):
    """`asked` people in an arm of whom some answer with these scores."""
    for number in range(asked):
        contact = factories.contact(campaign.organisation)
        row = factories.invitation(campaign.survey, contact, campaign, arm=arm)
        if number < len(scores):
            response = factories.response(campaign.survey, scores[number], invitation=row, contact=contact)
            row.answered_at = response.answered_at
            row.save()


def test_thirty_against_twenty_of_a_hundred_and_the_score_of_both_arms(survey):
    experiment = factories.experiment(survey)
    campaign = factories.campaign(survey, experiment=experiment)
    ask(campaign, "A", 100, [9] * 12 + [3] * 8)
    ask(campaign, "B", 100, [9] * 24 + [7] * 6)
    found = compare_arms(experiment)
    first, second = found.arms
    assert (first.progress.asked, first.rate.percent, first.rate.low, first.rate.high) == (100, 20, 13, 29)
    assert (second.progress.answered, second.rate.percent, second.rate.low, second.rate.high) == (
        30,
        30,
        22,
        40,
    )
    assert (found.points, found.low, found.high, found.verdict) == (10, -2, 22, "open")
    assert (first.card.shown.score, second.card.shown.score) == (20, 80)
    assert (found.score.points, found.score.proven) == (60, True)


def test_twice_as_many_settle_it(survey):
    experiment = factories.experiment(survey)
    campaign = factories.campaign(survey, experiment=experiment)
    ask(campaign, "A", 60, [9] * 3)
    ask(campaign, "B", 60, [9] * 30)
    found = compare_arms(experiment)
    assert (found.verdict, found.score) == ("more", None)


def test_only_the_send_that_is_meant(survey):
    experiment = factories.experiment(survey)
    one, other = (factories.campaign(survey, experiment=experiment) for _ in range(2))
    ask(one, "A", 2, [9])
    ask(other, "A", 3, [1])
    assert compare_arms(experiment, campaign=one.pk).arms[0].progress.asked == 2
    assert compare_arms(experiment).arms[0].progress.asked == 5


def test_before_anybody_was_asked(survey):
    found = compare_arms(factories.experiment(survey))
    assert (found.verdict, found.points, found.arms[0].rate) == ("too_few", None, None)
