"""/r/<token>/: a saved view for whoever has its link. No account, no cookie, no way further in."""

import inspect

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import resolve, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from nps_app.lib.public_pages import public_page
from nps_app.lib.ratelimit import exceeded
from nps_app.lib.visitors import visitor_key
from nps_app.lib.without_doors import without_doors
from reports.models import SavedView
from reports.queries.report_pages import PAGES
from reports.queries.shared_view import reader_of, shared_view


@public_page
@require_safe
def shared_report(request: HttpRequest, token: str) -> HttpResponse:
    """The page as it is now, with the filters that were saved; those of the address count for nothing."""
    view = shared_view(token, timezone.now())
    if view is None or view.page not in PAGES:
        if exceeded("unknown-token", visitor_key(request), limit=30, seconds=60):
            return HttpResponse(status=429)
        raise Http404
    response = _inside_page(request, view)
    response.content = without_doors(response.content.decode())
    return response


def _inside_page(request: HttpRequest, view: SavedView) -> HttpResponse:
    """Call the page behind its guard, with a reader where a member would be."""
    page = resolve(reverse(f"reports:{view.page}", args=[view.organisation.slug]))
    request.organisation, request.membership = view.organisation, reader_of(view)
    request.GET = QueryDict(view.query)
    request.frame, request.shared_as = "base_shared.html", view.name
    response: HttpResponse = inspect.unwrap(page.func)(request)
    return response
