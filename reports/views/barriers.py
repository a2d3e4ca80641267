"""/o/<org>/barriers/: why they do not buy, what they miss, and how others are rated."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.permissions import Permission
from reports.queries.barriers import barriers
from reports.queries.barriers_report import NAMES
from responses.forms.filters import FiltersForm


@require_safe
@allow(Permission.REPORT_VIEW)
def barriers_page(request: HttpRequest) -> HttpResponse:
    """Shares with their intervals, and paired differences."""
    filters = FiltersForm(request.GET, organisation=request.organisation)
    found = barriers(filters.slice(timezone.now()))
    context = {
        "filters": filters,
        "period": filters.period_words,
        "page": found,
        "barriers": [(NAMES[one.name], one) for one in found.barriers],
        "needs": [(one.name, one) for one in found.needs],
        "beside": ([found.together] if found.together else []) + found.rivals,
    }
    return render(request, "reports/barriers.html", context)
