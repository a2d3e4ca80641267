"""/o/<org>/referrals/: links for friends: given, opened, customers earned."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.permissions import Permission
from reports.queries.referrals import best_links, links_by_category

MOST = 50


@require_safe
@allow(Permission.REPORT_VIEW)
def referrals(request: HttpRequest) -> HttpResponse:
    """By the last answer of whoever has the link; single people only for those who may see contacts."""
    may_see = request.membership.can(Permission.CONTACT_VIEW)
    groups = links_by_category(request.organisation)
    context = {
        "groups": groups,
        "given": sum(group.given for group in groups),
        "opened": sum(group.opened for group in groups),
        "earned": sum(group.earned for group in groups),
        "best": best_links(request.organisation, most=MOST) if may_see else [],
    }
    return render(request, "reports/referrals.html", context)
