"""/o/<org>/milestones/: what happened on which day, as it is marked on the trend."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from nps_app.lib.clock import local_day
from reports.actions.save_milestone import save_milestone
from reports.forms.milestone import MilestoneForm
from reports.models import Milestone

MOST_LISTED = 200


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.REPORT_VIEW, write=Permission.REPORT_EDIT)
def milestones(request: HttpRequest) -> HttpResponse:
    """The list; POST adds one."""
    now = timezone.now()
    today = local_day(now, request.organisation.zone)
    if request.method != "POST":
        return _show(request, MilestoneForm(today=today))
    form = MilestoneForm(request.POST, today=today)
    if not form.is_valid():
        return _show(request, form, status=422)
    return _add(request, form, now)


def _add(request: HttpRequest, form: MilestoneForm, now: datetime) -> HttpResponse:
    save_milestone(organisation=request.organisation, by=request.user, now=now, **form.cleaned_data)
    messages.success(request, _("It is marked on the trend."))
    return redirect("reports:milestones", org=request.organisation.slug)


def _show(request: HttpRequest, form: MilestoneForm, *, status: int = 200) -> HttpResponse:
    rows = Milestone.objects.of(request.organisation).order_by("-day", "-pk")[:MOST_LISTED]
    context = {
        "form": form,
        "rows": rows,
        "may_edit": request.membership.can(Permission.REPORT_EDIT),
    }
    return render(request, "reports/milestones.html", context, status=status)
