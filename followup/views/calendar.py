"""When the organisation works, and how soon it promises to act on a case."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from followup.actions.save_calendar import save_calendar
from followup.forms.calendar import CalendarForm, initial_of
from followup.queries.calendar import settings_of
from followup.queries.case_workers import case_workers
from followup.tasks import keep_clocks
from nps_app.lib.nudge import nudge


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SETTINGS_EDIT)
def calendar(request: HttpRequest) -> HttpResponse:
    """Hours, holidays and promises; open cases are reckoned anew once they are saved."""
    form = CalendarForm(
        request.POST if request.method == "POST" else None,
        workers=case_workers(request.organisation),
        initial=initial_of(settings_of(request.organisation)),
    )
    if request.method == "POST" and form.is_valid():
        save_calendar(
            organisation=request.organisation,
            week=form.week,
            holidays=form.named_days,
            first_contact=form.cleaned_data["first_contact"],
            resolution=form.cleaned_data["resolution"],
            escalate_to=form.escalation,
            by=request.user,
            now=timezone.now(),
        )
        nudge(keep_clocks)
        messages.success(request, _("Saved. Open cases are being reckoned anew."))
        return redirect("followup:calendar", request.organisation.slug)
    return render(request, "followup/calendar.html", {"form": form}, status=422 if form.is_bound else 200)
