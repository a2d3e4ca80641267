import time

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from delivery.actions.read_bounces import read_bounces as read_bounce_mailbox
from delivery.tasks import deliver_ready
from nps_app.lib.nudge import nudge
from surveys.actions.ask_after_events import BATCH as BATCH_OF_EVENTS
from surveys.actions.ask_after_events import ask_after_events as ask_next
from surveys.actions.draw_programme import draw_programme
from surveys.actions.finish_campaigns import finish_campaigns
from surveys.actions.note_outcome import note_outcome
from surveys.actions.pause_troubled import pause_troubled as pause_troubled_campaigns
from surveys.actions.plan_invitations import plan_invitations as plan_next_invitations
from surveys.actions.plan_reminders import BATCH
from surveys.actions.plan_reminders import plan_reminders as plan_due_reminders
from surveys.actions.reconcile_invitations import reconcile_invitations as reconcile_open_invitations
from surveys.actions.send_invitations import send_invitations as send_due_invitations
from surveys.actions.unsubscribe_by_mail import unsubscribe_by_mail
from surveys.models import Campaign, EventAsk, Programme, Trigger
from surveys.rules.ways import Way

# Shorter than the timetable's 10 s, so that a long campaign leaves room: two worker processes are enough for
# sending, planning and a detractor's case within seconds, all at once. Planning is faster than sending anyway.
PUMP_SECONDS = 8
PLAN_SECONDS = 3


def _wake_senders() -> None:
    """Let what was planned leave, on each channel."""
    nudge(send_invitations)
    nudge(send_sms)


@shared_task
def plan_invitations() -> None:
    """Write the invitations of campaigns that were launched; what takes longer than a turn goes on in the next."""
    deadline = time.monotonic() + PLAN_SECONDS
    is_left = False
    for campaign in Campaign.objects.filter(state=Campaign.State.PLANNING).order_by("pk"):
        is_planning = True
        while is_planning and time.monotonic() < deadline:
            is_planning = plan_next_invitations(campaign=campaign, now=timezone.now())
        is_left = is_left or is_planning
        _wake_senders()
    if is_left:
        nudge(plan_invitations)


@shared_task
def draw_programmes() -> None:
    """Draw the day's people of each running programme."""
    for programme in Programme.objects.filter(state=Programme.State.RUNNING).order_by("pk"):
        if draw_programme(programme=programme, now=timezone.now()) is not None:
            _wake_senders()


@shared_task
def ask_after_events() -> None:
    """Ask after the events whose time has come."""
    deadline = time.monotonic() + PLAN_SECONDS
    waiting = EventAsk.objects.filter(state=EventAsk.State.WAITING, due_at__lte=timezone.now())
    due = Trigger.objects.filter(state=Trigger.State.RUNNING, pk__in=waiting.values("trigger"))
    for trigger in due.order_by("pk"):
        decided = 0
        while time.monotonic() < deadline:
            number = ask_next(trigger=trigger, now=timezone.now())
            decided += number
            if number < BATCH_OF_EVENTS:
                break
        if decided:
            _wake_senders()


@shared_task
def plan_reminders() -> None:
    """Plan the reminders of those who have not answered."""
    deadline = time.monotonic() + PLAN_SECONDS
    while time.monotonic() < deadline and plan_due_reminders(now=timezone.now()) == BATCH:
        pass


@shared_task
def send_invitations() -> None:
    """Send the invitations that are due, and end the campaigns that are through."""
    send_due_invitations(now=timezone.now(), limit_seconds=PUMP_SECONDS)
    finish_campaigns()


@shared_task
def send_sms() -> None:
    """The same by SMS."""
    send_due_invitations(now=timezone.now(), limit_seconds=PUMP_SECONDS, channel=Way.SMS)
    finish_campaigns()


@shared_task
def reconcile_invitations() -> None:
    """Tell invitations what became of their messages, where they did not hear of it."""
    reconcile_open_invitations(now=timezone.now())


@shared_task
def pause_troubled() -> None:
    """Pause the sends of which too much comes back, and let those who manage them know."""
    if pause_troubled_campaigns(now=timezone.now()):
        nudge(deliver_ready)


@shared_task
def read_bounces() -> None:
    """Take in what mail servers sent back to the bounce mailbox, if there is one."""
    if settings.BOUNCE_MAILBOX:
        now = timezone.now()
        read_bounce_mailbox(
            settled=lambda message: note_outcome(message=message, now=now),
            leaving=lambda key: unsubscribe_by_mail(key=key, now=now),
            now=now,
        )
