"""/o/<org>/funnel/: from promoter to contact to sale."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.permissions import Permission
from reports.queries.funnel import funnel_of


@require_safe
@allow(Permission.REPORT_VIEW)
def funnel(request: HttpRequest) -> HttpResponse:
    """Each step with its share and interval."""
    found = funnel_of(request.organisation, now=timezone.now())
    return render(request, "reports/funnel.html", {"funnel": found})
