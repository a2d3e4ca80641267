import logging
from datetime import datetime, timedelta
from functools import cache

from celery import shared_task
from django.utils import timezone

from accounts.models import Organisation
from delivery.tasks import deliver_ready
from nps_app.lib.nudge import nudge
from nps_app.lib.troubles import troubles_told
from reports.actions.look_for_changes import look_for_changes
from reports.actions.mail_digest import mail_digest
from reports.actions.mail_report import mail_report
from reports.actions.observe_customers import observe_customers as rebuild_observations
from reports.actions.open_comparison import open_comparison
from reports.models import ComparisonPlan, Observed, SavedView, ScoreWatch
from reports.queries.digest import numbers
from reports.queries.observations import is_large
from reports.queries.said import warm
from reports.queries.subscriptions import subscribers
from reports.rules.digest_times import due
from reports.rules.report_times import LOOK

logger = logging.getLogger(__name__)
BATCH = 100
OBSERVED_EVERY = timedelta(hours=6)


@shared_task
def mail_reports() -> None:
    """Mail the saved views whose morning has come."""
    now = timezone.now()
    due = SavedView.objects.filter(next_at__lte=now).order_by("next_at").values_list("pk", flat=True)
    if sum([mail_report(view_id=pk, now=now) for pk in due[:BATCH]]):
        nudge(deliver_ready)


@shared_task
def watch_scores() -> None:
    """Look for changes of the scores of each organisation whose morning has come, once a local day."""
    now = timezone.now()
    looked = dict(ScoreWatch.objects.filter(looked_on__isnull=False).values_list("organisation", "looked_on"))
    told = 0
    for organisation in Organisation.objects.order_by("pk"):
        local = now.astimezone(organisation.zone)
        if local.time() < LOOK or looked.get(organisation.pk) == local.date():
            continue
        with troubles_told(logger, "the scores of organisation %s could not be looked at", organisation.pk):
            told += len(look_for_changes(organisation=organisation, now=now))
    if told:
        nudge(deliver_ready)


@shared_task
def open_comparisons() -> None:
    """Put the quarterly comparison before whoever does it, on the morning of its date."""
    now = timezone.now()
    tomorrow = (now + timedelta(days=1)).date()  # somewhere it is that day already
    plans = ComparisonPlan.objects.filter(is_on=True, next_on__lte=tomorrow).select_related("organisation")
    opened = 0
    for plan in plans.order_by("pk"):
        if now.astimezone(plan.organisation.zone).time() < LOOK:
            continue
        with troubles_told(
            logger, "the comparison of organisation %s could not be opened", plan.organisation_id
        ):
            opened += open_comparison(plan=plan, now=now) is not None
    if opened:
        nudge(deliver_ready)


@shared_task
def mail_digests() -> None:
    """Mail the digests whose morning has come, once a person and morning."""
    now = timezone.now()
    mailed = 0
    for organisation in Organisation.objects.order_by("pk"):
        with troubles_told(logger, "the digests of organisation %s could not be mailed", organisation.pk):
            mailed += _mail_digests(organisation, now)
    if mailed:
        nudge(deliver_ready)


def _mail_digests(organisation: Organisation, now: datetime) -> int:
    if not any(due(frequency, now=now, zone=organisation.zone) for frequency in ("daily", "weekly")):
        return 0
    today = now.astimezone(organisation.zone).date()
    count = cache(numbers)  # colleagues with the same choice read the same numbers
    mailed = 0
    for person in subscribers(organisation):
        chosen = person.subscription
        if chosen.digested_on == today or not due(chosen.digest, now=now, zone=organisation.zone):
            continue
        mailed += mail_digest(member=person.member, now=now, count=count) is not None
    return mailed


@shared_task
def observe_customers() -> None:
    """Keep what customers of large organisations bought after they answered, four times a day."""
    now = timezone.now()
    rebuilt = dict(Observed.objects.values_list("organisation", "at"))
    for organisation in Organisation.objects.order_by("pk"):
        last = rebuilt.get(organisation.pk)
        if (last is None and not is_large(organisation)) or (
            last is not None and last > now - OBSERVED_EVERY
        ):
            continue
        with troubles_told(logger, "the customers of organisation %s could not be observed", organisation.pk):
            if rebuild_observations(organisation=organisation, now=now):
                warm(organisation, now=now)
