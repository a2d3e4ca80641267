from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.permissions import Permission
from integrations.models import ImportJob

SHOWN = 50


@require_safe
@allow(Permission.CONTACT_IMPORT)
def imports(request: HttpRequest) -> HttpResponse:
    """The last imports and what became of them."""
    rows = ImportJob.objects.of(request.organisation).select_related("uploaded_by")
    rows = rows.defer("preview", "columns", "mapping").order_by("-pk")[:SHOWN]
    return render(request, "integrations/imports.html", {"imports": rows})
