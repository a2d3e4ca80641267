"""/o/<org>/segments/: the groups of one property against the rest, and what moved the score."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.permissions import Permission
from reports.queries.segments_page import segments_page as segments_of
from responses.forms.filters import FiltersForm


@require_safe
@allow(Permission.REPORT_VIEW)
def segments(request: HttpRequest) -> HttpResponse:
    """The groups of one property, as the filters in the address choose."""
    filters = FiltersForm(request.GET, organisation=request.organisation)
    chosen = filters.slice(timezone.now())
    by = filters.compared_property
    context = {
        "filters": filters,
        "period": filters.period_words,
        "by": by,
        "properties": list(filters.known_properties),
        "page": segments_of(chosen, by) if by else None,
        "window": chosen.window,
    }
    return render(request, "reports/segments.html", context)
