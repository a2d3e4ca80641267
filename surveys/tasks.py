import time

from celery import shared_task
from django.utils import timezone

from nps_app.lib.nudge import nudge
from surveys.actions.finish_campaigns import finish_campaigns
from surveys.actions.plan_invitations import plan_invitations as plan_next_invitations
from surveys.actions.reconcile_invitations import reconcile_invitations as reconcile_open_invitations
from surveys.actions.send_invitations import send_invitations as send_due_invitations
from surveys.models import Campaign

# Shorter than the timetable's 10 s, so that a long campaign leaves room: two worker processes are enough for
# sending, planning and a detractor's case within seconds, all at once. Planning is faster than sending anyway.
PUMP_SECONDS = 8
PLAN_SECONDS = 3


@shared_task
def plan_invitations() -> None:
    """Write the invitations of campaigns that were launched."""
    deadline = time.monotonic() + PLAN_SECONDS
    for campaign in Campaign.objects.filter(state=Campaign.State.PLANNING).order_by("pk"):
        while time.monotonic() < deadline and plan_next_invitations(campaign=campaign, now=timezone.now()):
            pass
        nudge(send_invitations)


@shared_task
def send_invitations() -> None:
    """Send the invitations that are due, and end the campaigns that are through."""
    send_due_invitations(now=timezone.now(), limit_seconds=PUMP_SECONDS)
    finish_campaigns()


@shared_task
def reconcile_invitations() -> None:
    """Tell invitations what became of their messages, where they did not hear of it."""
    reconcile_open_invitations(now=timezone.now())
