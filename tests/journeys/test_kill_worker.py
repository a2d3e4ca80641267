"""Kill worker and beat while 200 invitations go out: nothing is lost, nobody is mailed twice."""

import os
import signal
import time
import uuid
from collections import Counter

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from delivery.models import OutboundMessage
from delivery.tasks import settle_stuck
from nps_app.lib.nudge import nudge
from surveys.actions.launch_campaign import launch_campaign
from surveys.models import Campaign, Invitation
from surveys.tasks import plan_invitations, reconcile_invitations
from tests import factories

PEOPLE = 200
KILL_AT = (1, 40, 90, 140)
PATIENCE_SECONDS = 120


@pytest.mark.slow
def test_killed_worker_and_beat_lose_nothing_and_mail_nobody_twice(running_worker, smtp_sink, acme, olga):
    for _ in range(PEOPLE):
        factories.contact(acme)
    survey = factories.survey(acme, owner=olga)
    launch_campaign(
        organisation=acme, survey=survey, segment=None, launch_key=uuid.uuid4(), by=olga, now=timezone.now()
    )
    nudge(plan_invitations)

    for mails in KILL_AT:
        wait_until(lambda mails=mails: len(smtp_sink.messages) >= mails, running_worker)
        kill(running_worker, "worker", "beat")
        # What a few minutes would do, now that nobody is left who holds a lease.
        OutboundMessage.objects.filter(state__in=["leased", "armed"]).update(lease_until=Now())
        nudge(settle_stuck)
    nudge(reconcile_invitations)
    wait_until(Campaign.objects.filter(state="done").exists, running_worker)

    mailed = Counter(recipient for caught in smtp_sink.messages for recipient in caught.recipients)
    assert max(mailed.values()) == 1
    states = Counter(Invitation.objects.values_list("state", flat=True))
    assert states["sent"] + states["uncertain"] == PEOPLE
    # Two worker processes with one connection each: at most two mails were on the wire at each kill.
    assert states["uncertain"] <= 2 * len(KILL_AT)
    sent = set(OutboundMessage.objects.filter(state="sent").values_list("recipient", flat=True))
    uncertain = set(OutboundMessage.objects.filter(state="uncertain").values_list("recipient", flat=True))
    assert sent <= set(mailed)
    assert set(mailed) - sent <= uncertain


def kill(supervisor, *names):
    """SIGKILL to programs with all their children, whatever they are doing."""
    for name in names:
        process = supervisor._child(name).process
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_until(ready, supervisor):
    stop_at = time.monotonic() + PATIENCE_SECONDS
    while not ready():
        supervisor.check()  # starts again what was killed
        assert time.monotonic() < stop_at, Counter(OutboundMessage.objects.values_list("state", flat=True))
        time.sleep(0.02)
