"""/o/<org>/potential/: where promoters who do not buy would be worth the most, by one property of the contacts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.permissions import Permission
from contacts.queries.audience import property_names
from reports.queries.potential import potential_page


@require_safe
@allow(Permission.REPORT_VIEW)
def potential(request: HttpRequest) -> HttpResponse:
    """The groups of one property, ranked; without a choice the first one."""
    names = property_names(request.organisation)
    chosen = request.GET.get("by", "")
    by = chosen if chosen in names else next(iter(names), "")
    context = {
        "names": names,
        "by": by,
        "page": potential_page(request.organisation, by, now=timezone.now()) if by else None,
    }
    return render(request, "reports/potential.html", context)
