"""/o/<org>/campaigns/<id>/: one send as it happens, and each invitation with its state and reason."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import allow
from accounts.permissions import Permission
from nps_app.lib.nudge import nudge
from reports.queries.arms import compare_arms
from surveys.actions.pause_campaign import pause_campaign
from surveys.actions.pause_troubled import trouble_of
from surveys.actions.resume_campaign import NotPaused, resume_campaign
from surveys.actions.stop_campaign import RUNNING, STOPPABLE, NotRunning, stop_campaign
from surveys.models import Campaign, Invitation
from surveys.rules.progress import progress_of
from surveys.tasks import plan_invitations
from surveys.templatetags.campaign_words import INVITATION_STATES

PAGE = 50


@allow(Permission.SURVEY_VIEW)
@require_GET
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """The send with its invitations, newest first, by state."""
    row = _find(request, pk)
    counts = _counts(row)
    state = request.GET.get("state", "")
    before = request.GET.get("before", "")
    found = Invitation.objects.of(request.organisation).filter(campaign=row).select_related("contact")
    if state in INVITATION_STATES:
        found = found.filter(state=state)
    if before.isdecimal() and len(before) < 19:
        found = found.filter(pk__lt=int(before))
    rows = list(found.order_by("-pk")[: PAGE + 1])
    kept = {"state": state} if state in INVITATION_STATES else {}
    context = {
        "campaign": row,
        "comparison": compare_arms(row.experiment, campaign=row.pk) if row.experiment else None,
        "progress": progress_of(counts),
        "running": row.state in RUNNING,
        "stoppable": row.state in STOPPABLE,
        "trouble": trouble_of(row) if row.state == Campaign.State.PAUSED else None,
        "tabs": _tabs(counts, kept.get("state", "")),
        "invitations": rows[:PAGE],
        "newest": f"?{urlencode(kept)}" if before else "",
        "older": f"?{urlencode(kept | {'before': rows[PAGE - 1].pk})}" if len(rows) > PAGE else "",
    }
    return render(request, "surveys/campaign.html", context)


@allow(Permission.SURVEY_VIEW)
@require_GET
def campaign_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The counts alone, asked for every two seconds while the send is running."""
    row = _find(request, pk)
    context = {"campaign": row, "progress": progress_of(_counts(row)), "running": row.state in RUNNING}
    response = render(request, "surveys/_campaign_progress.html", context)
    if not context["running"]:
        # Its buttons and the list of invitations stand outside this piece and are of before.
        response["HX-Refresh"] = "true"
    return response


@allow(Permission.SURVEY_SEND)
@require_POST
def campaign_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Let nothing more leave."""
    try:
        stop_campaign(campaign=_find(request, pk), by=request.user, now=timezone.now())
    except NotRunning:
        messages.info(request, _("This send had ended already."))
    else:
        messages.success(request, _("The send is stopped. Links that were sent stay open."))
    return redirect("surveys:campaign", org=request.organisation.slug, pk=pk)


@allow(Permission.SURVEY_SEND)
@require_POST
def campaign_pause(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep back what has not left."""
    try:
        pause_campaign(campaign=_find(request, pk), by=request.user, now=timezone.now())
    except NotRunning:
        messages.info(request, _("This send is not running."))
    else:
        messages.success(request, _("The send is paused. Nothing leaves until you resume it."))
    return redirect("surveys:campaign", org=request.organisation.slug, pk=pk)


@allow(Permission.SURVEY_SEND)
@require_POST
def campaign_resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on."""
    try:
        resume_campaign(campaign=_find(request, pk), by=request.user, now=timezone.now())
    except NotPaused:
        messages.info(request, _("This send is not paused."))
    else:
        nudge(plan_invitations)
        messages.success(request, _("The send goes on."))
    return redirect("surveys:campaign", org=request.organisation.slug, pk=pk)


def _find(request: HttpRequest, pk: int) -> Campaign:
    campaigns = Campaign.objects.of(request.organisation).select_related(
        "survey", "launched_by", "experiment"
    )
    return get_object_or_404(campaigns, pk=pk)


def _counts(row: Campaign) -> dict[str, int]:
    return Invitation.objects.of(row.organisation).filter(campaign=row).counts().get(row.pk, {})


def _tabs(counts: dict[str, int], chosen: str) -> list[dict[str, object]]:
    everybody = sum(number for state, number in counts.items() if state != "answered")
    tabs: list[dict[str, object]] = [
        {"label": _("All"), "url": "?", "active": not chosen, "count": everybody}
    ]
    for state, label in INVITATION_STATES.items():
        if counts.get(state) or state == chosen:
            tabs.append(
                {
                    "label": label,
                    "url": f"?state={state}",
                    "active": state == chosen,
                    "count": counts.get(state, 0),
                }
            )
    return tabs
