from celery import shared_task
from django.utils import timezone

from delivery.tasks import deliver_ready
from nps_app.lib.nudge import nudge
from reports.actions.mail_report import mail_report
from reports.models import SavedView

BATCH = 100


@shared_task
def mail_reports() -> None:
    """Mail the saved views whose morning has come."""
    now = timezone.now()
    due = SavedView.objects.filter(next_at__lte=now).order_by("next_at").values_list("pk", flat=True)
    if sum([mail_report(view_id=pk, now=now) for pk in due[:BATCH]]):
        nudge(deliver_ready)
