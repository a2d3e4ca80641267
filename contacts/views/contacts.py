from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.permissions import Permission
from contacts.models import Segment
from contacts.queries.contact_list import contact_page


@require_safe
@allow(Permission.CONTACT_VIEW)
def contacts(request: HttpRequest) -> HttpResponse:
    """All contacts, newest first: searched by name, e-mail or phone, narrowed to a segment."""
    search = request.GET.get("q", "").strip()[:100]
    segments = list(Segment.objects.of(request.organisation).order_by("name"))
    segment = next((row for row in segments if str(row.pk) == request.GET.get("segment")), None)
    page = contact_page(
        request.organisation,
        search=search,
        rules=segment.rules if segment else [],
        before=_id(request, "before"),
        after=_id(request, "after"),
    )
    chosen = {"q": search, "segment": segment.pk if segment else ""}
    chosen = {name: value for name, value in chosen.items() if value}
    context = {
        "page": page,
        "search": search,
        "segment": segment,
        "segments": segments,
        "is_filtered": bool(chosen),
        "newer": f"?{urlencode({**chosen, 'after': page.newer})}" if page.newer else "",
        "older": f"?{urlencode({**chosen, 'before': page.older})}" if page.older else "",
    }
    return render(request, "contacts/contacts.html", context)


def _id(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
