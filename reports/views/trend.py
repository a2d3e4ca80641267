"""/o/<org>/trend/: the score through time, the three shares month by month, and what changed meanwhile."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.permissions import Permission
from reports.queries.trend_page import trend_page
from responses.forms.filters import FiltersForm


@require_safe
@allow(Permission.REPORT_VIEW)
def trend(request: HttpRequest) -> HttpResponse:
    """A year of it, or what the filters in the address choose."""
    now = timezone.now()
    filters = FiltersForm(request.GET, organisation=request.organisation, default_period="365d")
    context = {
        "filters": filters,
        "period": filters.period_words,
        "page": trend_page(filters.slice(now), now=now),
        "may_edit": request.membership.can(Permission.REPORT_EDIT),
    }
    return render(request, "reports/trend.html", context)
