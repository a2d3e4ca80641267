"""/o/<org>/competition/: every quarter a task to compare with the competition, and the quarters beside each other."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from nps_app.lib.clock import local_day
from reports.actions.save_comparison_plan import save_comparison_plan
from reports.forms.comparison import ComparisonPlanForm
from reports.queries.comparisons import Comparisons, comparers, comparisons
from reports.rules.quarters import add_months


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.REPORT_VIEW, write=Permission.REPORT_EDIT)
def comparisons_page(request: HttpRequest) -> HttpResponse:
    """What is open, what was decided; POST changes whether, when and who."""
    now = timezone.now()
    found = comparisons(request.organisation)
    form = _form(request, found, now) if request.membership.can(Permission.REPORT_EDIT) else None
    if request.method == "POST" and form is not None and form.is_valid():
        save_comparison_plan(organisation=request.organisation, by=request.user, now=now, **form.values())
        messages.success(request, _("Saved."))
        return redirect("reports:comparisons", request.organisation.slug)
    status = 422 if form is not None and form.errors else 200
    return render(request, "reports/comparisons.html", {"found": found, "form": form}, status=status)


def _form(request: HttpRequest, found: Comparisons, now: datetime) -> ComparisonPlanForm:
    today = local_day(now, request.organisation.zone)
    plan = found.plan
    initial: dict[str, Any] = {"is_on": False, "next_on": add_months(today.replace(day=1), 1)}
    if plan is not None and plan.is_on:
        initial = {"is_on": True, "next_on": plan.next_on}
    owner = plan.owner_id if plan is not None and plan.owner_id else request.user.pk
    return ComparisonPlanForm(
        request.POST if request.method == "POST" else None,
        people=comparers(request.organisation),
        today=today,
        is_open=found.open is not None,
        initial=initial | {"owner": str(owner)},
    )
