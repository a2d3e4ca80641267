"""/o/<org>/responses/<id>/: one answer, what it said before, and the words it was asked with."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.access import allow
from accounts.permissions import Permission
from followup.models import Case
from responses.models import Response, Revision
from responses.queries.chips import chips_of, theme_names
from responses.queries.quote_choices import choices_about
from responses.queries.themes import themes_of


@allow(Permission.RESPONSE_VIEW)
@require_GET
def response(request: HttpRequest, pk: int) -> HttpResponse:
    """The detail page of an answer."""
    row = get_object_or_404(
        Response.objects.of(request.organisation).select_related(
            "contact", "survey", "version", "invitation"
        ),
        pk=pk,
    )
    chips = chips_of(request.organisation, [row], theme_names(themes_of(request.organisation)))
    context = {
        "chips": chips.get(row.pk, []),
        "row": row,
        "choices": choices_about(row),
        "asked": row.version.text(row.language),
        "revisions": Revision.objects.of(request.organisation).filter(response=row).order_by("-pk"),
        "case": Case.objects.of(request.organisation).filter(response=row).first(),
    }
    return render(request, "responses/response.html", context)
