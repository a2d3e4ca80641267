"""The invented café: worth looking at, clearly marked, never leaving the house."""

import pytest
from django.utils import timezone

from contacts.models import Contact
from delivery.models import OutboundMessage
from followup.models import Case, DueReminder, DueReminding, Improvement, Promotion, PromotionShare
from followup.queries.improvement_effect import effect_of
from followup.queries.improvement_themes import loose_themes
from followup.queries.theme_effect import Verdict
from reports.actions.create_sample_data import SampleDataExists, create_sample_data
from reports.models import Alert, SalesTouch
from reports.queries.barriers import barriers
from reports.queries.dashboard import dashboard, over_time
from reports.queries.funnel import funnel_of
from reports.queries.quadrants import quadrants
from reports.queries.referrals import links_by_category
from reports.queries.segments import segment_scores
from reports.rules import sample_world as world
from responses.models import Response
from responses.models import Testimonial as Published
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
    shown = dashboard(Slice(sample, None), now=NOW, by="sucursal")
    assert 1000 < shown.card.n < 1400
    assert 15 < shown.card.shown.score < 45
    assert 20 <= shown.rate.percent <= 26
    assert (shown.cases.open, shown.cases.overdue) == (14, 3)
    assert len(over_time(Slice(sample))[1]) >= 6
    assert len(shown.comments) == 5
    stands = {place.key: place.n for place in quadrants(sample).four}
    assert all(n > 20 for n in stands.values()), stands
    assert stands["yes_buys"] > stands["yes_not"]
    small = [segment for segment in segment_scores(Slice(sample, None), "sucursal") if segment.card.n < 20]
    assert [segment.name for segment in small] == ["Quiosco 3"]


def test_pages_of_what_was_done_are_filled_too(sample):
    improved = Improvement.objects.of(sample).get(state="done")
    effect = effect_of(improved, now=NOW)
    assert effect.themes.verdict is Verdict.ROSE
    assert effect.themes.criticised.proven
    assert min(effect.affected.n, effect.others.n) >= 10
    assert Improvement.objects.of(sample).filter(state="open").count() == 2
    assert loose_themes(sample, now=NOW)
    said = barriers(Slice(sample, None), by="sucursal", now=NOW)
    assert min(said.answered, said.needs.missed, said.rivals.rated, said.rivals.placed) > 50
    assert len(said.rivals.rivals) >= 2
    assert said.needs.needs[0].worth
    assert len(said.needs.groups) >= 5
    assert funnel_of(sample, now=NOW).contacted.did > 50
    assert DueReminder.objects.of(sample).filter(reason="").exists()
    assert not DueReminding.objects.of(sample).get().is_on
    assert {share.lot for share in PromotionShare.objects.of(sample)} == {"offered", "held_out"}
    assert sum(row.earned for row in links_by_category(sample)) > 3
    assert Published.objects.of(sample).count() == 3


def test_everything_is_marked_and_nothing_leaves(sample):
    assert sample.has_sample_data
    for model in (Contact, Survey, Response):
        assert not model.objects.of(sample).filter(is_sample=False).exists()
    assert not Response.objects.of(sample).filter(triaged_at=None).exists()
    assert not OutboundMessage.objects.exists()


def test_goes_in_one_step_and_leaves_nothing(sample, olga):
    remove_sample_data(organisation=sample, by=olga, now=NOW)
    for model in (
        Contact,
        Survey,
        Response,
        Case,
        Invitation,
        Improvement,
        Promotion,
        DueReminding,
        SalesTouch,
    ):
        assert not model.objects.of(sample).exists()


def test_properties_are_called_in_the_organisations_language(sample):
    assert set(Contact.objects.of(sample).first().properties) == {"sucursal", "plan"}


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
