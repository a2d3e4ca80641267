"""/o/<org>/said-and-bought/: what customers say beside what they buy, never made into one number."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.permissions import Permission
from reports.queries.said import said
from reports.queries.said_report import PERIOD, chosen_days
from reports.queries.said_words import said_words
from reports.rules.cohorts import HORIZONS
from responses.forms.filters import FiltersForm


@require_safe
@allow(Permission.REPORT_VIEW)
def said_page(request: HttpRequest) -> HttpResponse:
    """A year of answers and what came after them, or what the filters in the address choose."""
    now = timezone.now()
    filters = FiltersForm(request.GET, organisation=request.organisation, default_period=PERIOD)
    days = chosen_days(request.GET)
    found = said(filters.slice(now), horizon=days, now=now)
    context = {
        "filters": filters,
        "days": days,
        "horizons": HORIZONS,
        "found": found,
        "reading": found.reading,
        "words": said_words(found.reading, request.organisation.region) if found.reading else None,
    }
    return render(request, "reports/said.html", context)
