from celery import shared_task

from delivery.actions.adopt_messages import adopt_messages
from delivery.actions.deliver_ready_made import deliver_ready_made
from delivery.actions.deliver_ready_sms import deliver_ready_sms as deliver_waiting_sms
from delivery.actions.settle_stuck import settle_stuck as settle_stuck_messages

# Shorter than the timetable's 10 s: a long queue never keeps a worker process from its other work for long.
PUMP_SECONDS = 8


@shared_task
def deliver_ready() -> None:
    """Send the mails that are ready: to staff, about accounts, and tests."""
    deliver_ready_made(limit_seconds=PUMP_SECONDS)


@shared_task
def deliver_ready_sms() -> None:
    """Send the SMS that are ready: replies to customers' answers, and tests."""
    deliver_waiting_sms(limit_seconds=PUMP_SECONDS)


@shared_task
def settle_stuck() -> None:
    """Settle what a killed worker left behind, and what was written while an organisation set up its own way out."""
    settle_stuck_messages()
    adopt_messages()
