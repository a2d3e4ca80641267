"""/o/<org>/responses/machines/: who opens links by machine, and what that would have made of the score."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.permissions import Permission
from reports.queries.score_card import score_card
from responses.maths.score import Counts
from responses.queries.machine_visits import machine_visits
from surveys.rules.evidence import KEPT


@require_safe
@allow(Permission.REPORT_VIEW)
def machines(request: HttpRequest) -> HttpResponse:
    """The last 30 days, as long as visits are kept."""
    now = timezone.now()
    found = machine_visits(request.organisation, start=now - KEPT, end=now)
    context = {
        "found": found,
        "counted": score_card(Counts.from_histogram(found.counted)),
        "opened": score_card(Counts.from_histogram(found.opened_as_answers)),
        "days": KEPT.days,
    }
    return render(request, "responses/machines.html", context)
