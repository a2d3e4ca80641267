"""/o/<org>/experiments/: what is tried out on a part of the people, and how far each has come."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.permissions import Permission
from surveys.forms.experiment import DIFFERS
from surveys.models import Experiment, Invitation
from surveys.rules.progress import progress_of

PAGE = 50


@allow(Permission.SURVEY_VIEW)
@require_safe
def experiments(request: HttpRequest) -> HttpResponse:
    """The list, newest first."""
    found = Experiment.objects.of(request.organisation).select_related("survey").order_by("-pk")
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 19:
        found = found.filter(pk__lt=int(before))
    rows = list(found[: PAGE + 1])
    shown = rows[:PAGE]
    invitations = Invitation.objects.of(request.organisation).filter(campaign__experiment__in=shown)
    counts = invitations.counts("campaign__experiment")
    names = dict(DIFFERS)
    context = {
        "rows": [(row, names[row.differs], progress_of(counts.get(row.pk, {}))) for row in shown],
        "newest": "?" if before else "",
        "older": f"?before={shown[-1].pk}" if len(rows) > PAGE else "",
    }
    return render(request, "surveys/experiments.html", context)
