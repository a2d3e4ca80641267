from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts.actions.write_event import write_event
from accounts.models import User
from delivery.actions.mail_staff import mail_staff
from followup.queries.case_workers import fallback_owner
from nps_app.lib.clock import between, local_day
from reports.models import Comparison, ComparisonPlan
from reports.queries.comparisons import comparers
from reports.queries.rival_table import rival_table
from reports.rules.quarters import quarter_before
from responses.queries.slice import Slice


@transaction.atomic
def open_comparison(*, plan: ComparisonPlan, now: datetime) -> Comparison | None:
    """Put the task that is due before its owner, with the numbers of the three months before, and mail them.

    Once for each date: the plan's row is the lock. None where nothing is due, the one before is still open, or the
    figures are samples.
    """
    rows = ComparisonPlan.objects.of(plan.organisation).select_for_update(of=("self",), no_key=True)
    plan = rows.select_related("organisation", "owner").get(pk=plan.pk)
    organisation, due_on = plan.organisation, plan.next_on
    if not plan.is_on or due_on is None or due_on > local_day(now, organisation.zone):
        return None
    if organisation.has_sample_data or Comparison.objects.of(organisation).filter(done_at=None).exists():
        return None
    first, last = quarter_before(due_on)
    window = between(first, last, zone=organisation.zone)
    may_do_it = comparers(organisation)
    owner = plan.owner if plan.owner in may_do_it else fallback_owner(organisation)
    comparison, created = Comparison.objects.of(organisation).get_or_create(
        organisation=organisation,
        due_on=due_on,
        defaults={
            "first": first,
            "last": last,
            "table": rival_table(Slice(organisation, window)),
            "owner": owner,
            "opened_at": now,
        },
    )
    plan.next_on = None
    plan.save(update_fields=["next_on"])
    if not created:  # this date was worked on before
        return None
    write_event(organisation=organisation, verb="comparison.opened", subject=comparison, by="system", now=now)
    if owner is not None:
        _mail(comparison, owner, now)
    return comparison


def _mail(comparison: Comparison, to: User, now: datetime) -> None:
    organisation = comparison.organisation
    page = reverse("reports:comparison", args=[organisation.slug, comparison.pk])
    fields = {
        "organisation": organisation,
        "comparison": comparison,
        "url": f"{settings.SITE_URL}{page}",
    }
    mail_staff(
        "reports/comparison",
        to=to,
        fields=fields,
        organisation=organisation,
        dedup_key=f"comparison:{comparison.pk}",
        reference=f"comparison:{comparison.pk}",
        now=now,
    )
