from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.permissions import Permission
from contacts.models import Segment
from contacts.queries.audience import counts_in


@require_safe
@allow(Permission.CONTACT_VIEW)
def segments(request: HttpRequest) -> HttpResponse:
    """Saved filters with how many contacts each finds now."""
    rows = list(Segment.objects.of(request.organisation).order_by("name", "pk"))
    counts = counts_in(request.organisation, rows)
    context = {"lines": [(segment, counts[segment.pk]) for segment in rows]}
    return render(request, "contacts/segments.html", context)
