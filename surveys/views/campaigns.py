"""/o/<org>/campaigns/: what asks by itself, each once with all its days, and every single send."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import allow
from accounts.permissions import Permission
from surveys.models import Campaign, Invitation
from surveys.queries.standing_sends import standing_sends
from surveys.rules.progress import progress_of

PAGE = 25


@allow(Permission.SURVEY_VIEW)
@require_GET
def campaigns(request: HttpRequest) -> HttpResponse:
    """The list, newest first. The days of a programme or a trigger stand on its own page."""
    found = Campaign.objects.of(request.organisation).filter(
        programme=None, trigger=None, is_second_look=False
    )
    found = found.select_related("survey").order_by("-pk")
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 19:
        found = found.filter(pk__lt=int(before))
    rows = list(found[: PAGE + 1])
    shown = rows[:PAGE]
    counts = Invitation.objects.of(request.organisation).filter(campaign__in=shown).counts()
    context = {
        "standing": [] if before else standing_sends(request.organisation),
        "rows": [(campaign, progress_of(counts.get(campaign.pk, {}))) for campaign in shown],
        "newest": "?" if before else "",
        "older": f"?before={shown[-1].pk}" if len(rows) > PAGE else "",
    }
    return render(request, "surveys/campaigns.html", context)
