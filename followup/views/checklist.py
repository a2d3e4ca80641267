"""The first steps of new colleagues: on their home page, and for whoever leads them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow
from accounts.permissions import Permission
from followup.actions.hide_first_steps import hide_first_steps
from followup.queries.checklist import STEPS, team_checklists


@require_safe
@allow(Permission.REPORT_EDIT)
def team_steps(request: HttpRequest) -> HttpResponse:
    """Who has tried out what."""
    context = {"rows": team_checklists(request.organisation), "steps": list(STEPS)}
    return render(request, "followup/team_steps.html", context)


@require_POST
@allow(Permission.CASE_WORK)
def hide_steps(request: HttpRequest) -> HttpResponse:
    hide_first_steps(member=request.membership, by=request.user, now=timezone.now())
    messages.success(request, _("The first steps are put away."))
    return redirect("reports:dashboard", request.organisation.slug)
