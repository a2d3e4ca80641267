"""One team: who is in it, and how its cases are shared."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from followup.actions.delete_team import delete_team
from followup.actions.save_team import TeamNameTaken, save_team
from followup.forms.opening import TeamForm
from followup.models import Team
from followup.queries.case_workers import case_workers


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SETTINGS_EDIT)
def team_new(request: HttpRequest) -> HttpResponse:
    return _edit(request, Team(organisation=request.organisation), {})


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SETTINGS_EDIT)
def team(request: HttpRequest, team_id: int) -> HttpResponse:
    """One team: change it, or take it away."""
    team = get_object_or_404(Team.objects.of(request.organisation), pk=team_id)
    if "delete" in request.POST:
        delete_team(team=team, by=request.user, now=timezone.now())
        messages.success(request, _("The team is gone."))
        return redirect("followup:rules", request.organisation.slug)
    members = list(team.members.values_list("pk", flat=True))
    return _edit(request, team, {"name": team.name, "share": team.share, "members": members})


def _edit(request: HttpRequest, team: Team, initial: dict[str, object]) -> HttpResponse:
    form = TeamForm(
        request.POST if request.method == "POST" else None,
        workers=case_workers(request.organisation),
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            save_team(
                team=team,
                name=typed["name"],
                share=typed["share"],
                members=form.chosen,
                by=request.user,
                now=timezone.now(),
            )
        except TeamNameTaken:
            form.add_error("name", _("There is a team of that name already. Choose another name."))
        else:
            messages.success(request, _("Saved."))
            return redirect("followup:rules", request.organisation.slug)
    context = {"form": form, "team": team}
    return render(request, "followup/team.html", context, status=422 if form.is_bound else 200)
