"""/o/<org>/surveys/: every survey with its link and its answers."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import allow
from accounts.permissions import Permission
from responses.models import Response
from surveys.models import Survey


@allow(Permission.SURVEY_VIEW)
@require_GET
def surveys(request: HttpRequest) -> HttpResponse:
    """The list. Few enough to need no pages."""
    rows = list(
        Survey.objects.of(request.organisation)
        .select_related("published", "detractor_owner")
        .defer("texts", "published__texts")
        .order_by("is_sample", "-pk")
    )
    counted = dict(
        Response.objects.of(request.organisation).values_list("survey").annotate(n=Count("pk")).order_by()
    )
    context = {
        "rows": [(survey, counted.get(survey.pk, 0)) for survey in rows],
        "can_edit": request.membership.can(Permission.SURVEY_EDIT),
    }
    return render(request, "surveys/surveys.html", context)
