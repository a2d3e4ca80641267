"""The invented café: worth looking at, clearly marked, never leaving the house."""

import pytest
from django.utils import timezone

from contacts.models import Contact
from delivery.models import OutboundMessage
from followup.models import Case
from reports.actions.create_sample_data import SampleDataExists, create_sample_data
from reports.models import Alert
from reports.queries.dashboard import dashboard, over_time
from reports.queries.quadrants import quadrants
from reports.queries.segments import segment_scores
from reports.rules import sample_world as world
from responses.models import Response
from responses.queries.slice import Slice
from surveys.actions.remove_sample_data import remove_sample_data
from surveys.models import Invitation, Survey
from tests import factories

NOW = timezone.now()


@pytest.fixture
def sample(acme, olga):
    create_sample_data(organisation=acme, by=olga, now=NOW)
    return acme


def test_makes_every_page_worth_looking_at(sample):
    shown = dashboard(Slice(sample, None), now=NOW, by="branch")
    assert 1000 < shown.card.n < 1400
    assert 15 < shown.card.shown.score < 45
    assert 20 <= shown.rate.percent <= 26
    assert (shown.cases.open, shown.cases.overdue) == (14, 3)
    assert len(over_time(Slice(sample))[1]) >= 6
    assert len(shown.comments) == 5
    stands = {place.key: place.n for place in quadrants(sample).four}
    assert all(n > 20 for n in stands.values()), stands
    assert stands["yes_buys"] > stands["yes_not"]
    small = [segment for segment in segment_scores(Slice(sample, None), "branch") if segment.card.n < 20]
    assert [segment.name for segment in small] == ["Quiosco 3"]


def test_everything_is_marked_and_nothing_leaves(sample):
    assert sample.has_sample_data
    for model in (Contact, Survey, Response):
        assert not model.objects.of(sample).filter(is_sample=False).exists()
    assert not Response.objects.of(sample).filter(triaged_at=None).exists()
    assert not OutboundMessage.objects.exists()


def test_goes_in_one_step_and_leaves_nothing(sample, olga):
    remove_sample_data(organisation=sample, by=olga, now=NOW)
    for model in (Contact, Survey, Response, Case, Invitation):
        assert not model.objects.of(sample).exists()


def test_is_not_mixed_with_real_answers(acme, olga):
    factories.response(factories.survey(acme, owner=olga), 9)
    with pytest.raises(SampleDataExists):
        create_sample_data(organisation=acme, by=olga, now=NOW)
    assert not acme.has_sample_data


def test_the_falling_branch_rings_and_goes_with_the_rest(sample, olga):
    (alert,) = Alert.objects.of(sample).filter(level="alarm")
    assert (alert.group, alert.direction) == (world.FALLING_BRANCH, "drop")
    assert not OutboundMessage.objects.exists()
    remove_sample_data(organisation=sample, by=olga, now=NOW)
    assert not Alert.objects.of(sample).exists()
