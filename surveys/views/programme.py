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
from surveys.models import AskingRules, Campaign, Invitation, Programme
from surveys.rules.progress import progress_of
from surveys.rules.steady import coming

AHEAD, BEHIND = 7, 14


@allow(Permission.SURVEY_VIEW)
@require_safe
def programme(request: HttpRequest, pk: int) -> HttpResponse:
    """The numbers."""
    row = _find(request, pk)
    today = timezone.now().astimezone(request.organisation.zone).date()
    campaigns = Campaign.objects.of(request.organisation).filter(programme=row)
    days = list(campaigns.order_by("-drawn_on")[:BEHIND])
    counts = Invitation.objects.of(request.organisation).filter(campaign__in=days).counts()
    weekdays = AskingRules.of(request.organisation).weekdays
    context = {
        "programme": row,
        "coming": coming(today, AHEAD, base=row.base, period_days=row.period_days, weekdays=weekdays),
        "comparison": compare_arms(row.experiment, campaign__programme=row.pk) if row.experiment else None,
        "days": [(campaign, progress_of(counts.get(campaign.pk, {}))) for campaign in days],
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


def _find(request: HttpRequest, pk: int) -> Programme:
    programmes = Programme.objects.of(request.organisation).select_related("survey", "experiment")
    return get_object_or_404(programmes, pk=pk)
