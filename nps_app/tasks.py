from celery import shared_task
from django.utils import timezone

from nps_app.lib import heartbeat


@shared_task
def record_worker_heartbeat() -> None:
    """Prove that a worker takes messages from the queue and reaches the database."""
    heartbeat.record("worker", now=timezone.now())
