"""/o/<org>/quadrants/: what customers say beside whether they buy."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.permissions import Permission
from reports.queries.quadrants import quadrants as quadrants_of


@require_safe
@allow(Permission.REPORT_VIEW)
def quadrants(request: HttpRequest) -> HttpResponse:
    """Four counts, the next to leave first, and where everybody is in their rhythm."""
    return render(request, "reports/quadrants.html", {"page": quadrants_of(request.organisation)})
