from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Nothing here is for search engines: links are personal, pages are private."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")
