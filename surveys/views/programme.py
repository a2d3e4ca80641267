"""/o/<org>/programmes/<id>/: today's number, the coming ones, and what came of the last days."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow
from accounts.permissions import Permission
from reports.queries.arms import compare_arms
from surveys.actions.change_programme import CannotChange, change_programme
from surveys.actions.set_top_up import set_top_up
from surveys.models import AskingRules, Campaign, Invitation, Programme
from surveys.queries.days import days_of
from surveys.rules.progress import progress_of
from surveys.rules.steady import coming

AHEAD = 7


@allow(Permission.SURVEY_VIEW)
@require_safe
def programme(request: HttpRequest, pk: int) -> HttpResponse:
    """The numbers."""
    row = _find(request, pk)
    now = timezone.now()
    invitations = Invitation.objects.of(request.organisation)
    sends = Campaign.objects.of(request.organisation).select_related("organisation")
    totals = invitations.filter(campaign__programme=row).counts("campaign__programme")
    weekdays = AskingRules.of(request.organisation).weekdays
    context = {
        "programme": row,
        "coming": coming(
            now.astimezone(request.organisation.zone).date(),
            AHEAD,
            base=row.base,
            period_days=row.period_days,
            weekdays=weekdays,
        ),
        "comparison": compare_arms(row.experiment, campaign__programme=row.pk) if row.experiment else None,
        "progress": progress_of(totals.get(row.pk, {})),
        "strata": sorted(row.strata(now).items()) if row.stratum_property else [],
        "days": days_of(sends.filter(programme=row), request.GET.get("days_before", "")),
    }
    return render(request, "surveys/programme.html", context)


@allow(Permission.SURVEY_SEND)
@require_POST
def programme_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Pause, resume, stop."""
    row, state = _find(request, pk), request.POST.get("state", "")
    try:
        if state not in Programme.State.values:
            raise CannotChange
        change_programme(programme=row, state=state, by=request.user, now=timezone.now())
    except CannotChange:
        messages.info(request, _("Nothing was changed."))
    else:
        messages.success(request, _("Saved."))
    return redirect("surveys:programme", org=request.organisation.slug, pk=pk)


@allow(Permission.SURVEY_SEND)
@require_POST
def programme_top_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw groups that answer little more, or all alike again."""
    row, on = _find(request, pk), request.POST.get("on") == "1"
    set_top_up(programme=row, on=on, by=request.user, now=timezone.now())
    messages.success(request, _("Saved. It holds from the next day's draw on."))
    return redirect("surveys:programme", org=request.organisation.slug, pk=pk)


def _find(request: HttpRequest, pk: int) -> Programme:
    programmes = Programme.objects.of(request.organisation).select_related("survey", "experiment")
    return get_object_or_404(programmes, pk=pk)
