"""Is everything alive? For load balancers, supervisors and monitors."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from nps_app.lib import heartbeat


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and worker and beat were heard lately; else 503 naming what is missing."""
    try:
        silences = [silence.part for silence in heartbeat.silent(now=timezone.now())]
    except DatabaseError:
        return JsonResponse({"ok": False, "silent": ["database"]}, status=503)
    return JsonResponse({"ok": not silences, "silent": silences}, status=503 if silences else 200)
