"""/logo/<digest>.png: the picture never changes, because its address is its content."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from surveys.models import Logo


@login_not_required
@require_safe
def logo(request: HttpRequest, digest: str) -> HttpResponse:
    """A logo as PNG, for the public page and the mails."""
    found = Logo.objects.filter(digest=digest).first()
    if found is None:
        raise Http404
    response = HttpResponse(bytes(found.png), content_type="image/png")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
