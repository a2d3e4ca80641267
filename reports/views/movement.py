"""/o/<org>/movement/: what people who answered before say now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.permissions import Permission
from reports.queries.movement import movement as movement_of
from responses.forms.filters import FiltersForm


@require_safe
@allow(Permission.REPORT_VIEW)
def movement(request: HttpRequest) -> HttpResponse:
    """Nine cells: from what they were to what they are."""
    filters = FiltersForm(request.GET, organisation=request.organisation, default_period="365d")
    chosen = filters.slice(timezone.now())
    context = {"filters": filters, "period": filters.period_words, "page": movement_of(chosen)}
    return render(request, "reports/movement.html", context)
