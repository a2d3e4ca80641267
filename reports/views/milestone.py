"""/o/<org>/milestones/<pk>/: change one, or remove it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from nps_app.lib.clock import local_day
from reports.actions.remove_milestone import remove_milestone
from reports.actions.save_milestone import save_milestone
from reports.forms.milestone import MilestoneForm
from reports.models import Milestone


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.REPORT_EDIT)
def milestone(request: HttpRequest, pk: int) -> HttpResponse:
    """One thing that happened."""
    row = get_object_or_404(Milestone.objects.of(request.organisation), pk=pk)
    now = timezone.now()
    if "remove" in request.POST:
        remove_milestone(milestone=row, by=request.user, now=now)
        messages.success(request, _("It is no longer marked on the trend."))
        return redirect("reports:milestones", org=request.organisation.slug)
    today = local_day(now, request.organisation.zone)
    typed = request.POST if request.method == "POST" else None
    form = MilestoneForm(typed, today=today, initial={"day": row.day, "words": row.words})
    if typed is not None and form.is_valid():
        save_milestone(
            organisation=request.organisation, milestone=row, by=request.user, now=now, **form.cleaned_data
        )
        messages.success(request, _("Saved."))
        return redirect("reports:milestones", org=request.organisation.slug)
    context = {"form": form, "row": row}
    return render(request, "reports/milestone.html", context, status=422 if form.errors else 200)
