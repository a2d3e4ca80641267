from datetime import timedelta

import pytest
from django.utils import timezone

from delivery.models import OutboundMessage
from surveys.actions import plan_invitations as planning
from surveys.actions.finish_campaigns import finish_campaigns
from surveys.actions.pause_campaign import pause_campaign
from surveys.actions.plan_invitations import plan_invitations
from surveys.actions.resume_campaign import NotPaused, resume_campaign
from surveys.actions.send_invitations import send_invitations
from surveys.actions.stop_campaign import NotRunning, stop_campaign
from surveys.models import Campaign, Invitation
from surveys.rules.progress import progress_of
from tests import factories

NOW = timezone.now()


@pytest.fixture
def campaign(acme, olga, monkeypatch):
    """Half planned: two of four."""
    monkeypatch.setattr(planning, "BATCH", 2)
    for _ in range(4):
        factories.contact(acme)
    row = factories.campaign(factories.survey(acme, olga), state=Campaign.State.PLANNING)
    assert plan_invitations(campaign=row, now=NOW)
    return row


def counts(campaign):
    progress = progress_of(Invitation.objects.counts()[campaign.pk])
    return progress.waiting, progress.sent, progress.cancelled


def test_nothing_leaves_during_a_pause_and_everything_after_it(campaign, mark, smtp_sink):
    pause_campaign(campaign=campaign, by=mark, now=NOW)
    assert not plan_invitations(campaign=campaign, now=NOW)
    assert send_invitations(now=NOW) == finish_campaigns() == 0
    assert counts(campaign) == (2, 0, 0)
    with pytest.raises(NotRunning):
        pause_campaign(campaign=campaign, by=mark, now=NOW)

    later = NOW + timedelta(days=30)  # longer than a mail may wait to leave
    resume_campaign(campaign=campaign, by=mark, now=later)
    OutboundMessage.objects.update(next_at=NOW)
    while plan_invitations(campaign=campaign, now=later):
        pass
    OutboundMessage.objects.update(next_at=NOW)
    assert send_invitations(now=later) == 4
    assert finish_campaigns() == 1
    assert counts(campaign) == (0, 4, 0)
    with pytest.raises(NotPaused):
        resume_campaign(campaign=campaign, by=mark, now=later)


def test_one_that_was_claimed_before_the_pause_goes_back(campaign, mark, smtp_sink):
    Campaign.objects.update(state=Campaign.State.PAUSED)  # after the pump took its batch
    assert send_invitations(now=NOW) == 0
    rows = OutboundMessage.objects.values_list("state", "reason", "attempts")
    assert set(rows) == {("queued", "paused", 0)}
    assert counts(campaign) == (2, 0, 0)
    resume_campaign(campaign=campaign, by=mark, now=NOW)
    assert send_invitations(now=NOW) == 2


def test_a_paused_one_can_be_stopped(campaign, mark, smtp_sink):
    assert send_invitations(now=NOW) == 2
    plan_invitations(campaign=campaign, now=NOW)
    pause_campaign(campaign=campaign, by=mark, now=NOW)
    stop_campaign(campaign=campaign, by=mark, now=NOW)
    assert counts(campaign) == (0, 2, 2)
    with pytest.raises(NotPaused):
        resume_campaign(campaign=campaign, by=mark, now=NOW)
    assert send_invitations(now=NOW) == 0
