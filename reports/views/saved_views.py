"""/o/<org>/reports/: the report pages, and what was saved of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.permissions import Permission
from reports.queries.report_pages import PAGES
from reports.queries.saved_views import saved_views


@require_safe
@allow(Permission.REPORT_VIEW)
def saved_view_list(request: HttpRequest) -> HttpResponse:
    """Every report of the organisation in one place."""
    now = timezone.now()
    org = request.organisation.slug
    context = {
        "lines": [(line, line.view.is_shared(now)) for line in saved_views(request.organisation)],
        "pages": [(page.title, reverse(f"reports:{page.key}", args=[org])) for page in PAGES.values()],
    }
    return render(request, "reports/saved_views.html", context)
