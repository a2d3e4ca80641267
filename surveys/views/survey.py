"""/o/<org>/surveys/<id>/: the link to share, how to send it, what was published when."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import allow
from accounts.permissions import Permission
from responses.models import Response
from surveys.actions.copy_survey import copy_survey
from surveys.models import Survey, SurveyVersion

VERSIONS_SHOWN = 20


@allow(Permission.SURVEY_VIEW)
@require_GET
def survey(request: HttpRequest, pk: int) -> HttpResponse:
    """One survey."""
    row = get_object_or_404(
        Survey.objects.of(request.organisation).select_related("published", "detractor_owner"), pk=pk
    )
    versions = (
        SurveyVersion.objects.of(request.organisation)
        .filter(survey=row)
        .select_related("published_by")
        .order_by("-number")[:VERSIONS_SHOWN]
    )
    context = {
        "survey": row,
        "versions": versions,
        "answers": Response.objects.of(request.organisation).filter(survey=row).count(),
        "can_edit": request.membership.can(Permission.SURVEY_EDIT),
        "can_send": request.membership.can(Permission.SURVEY_SEND),
        "link": settings.SITE_URL + reverse("surveys:open_link", args=[row.open_token]),
    }
    return render(request, "surveys/survey.html", context)


@allow(Permission.SURVEY_EDIT)
@require_POST
def survey_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Copy it and go on in the copy's editor."""
    row = get_object_or_404(Survey.objects.of(request.organisation), pk=pk)
    name = _("Copy of %(name)s") % {"name": row.name}
    copy = copy_survey(survey=row, name=name, by=request.user, now=timezone.now())
    messages.success(request, _("This is the copy. It is not published yet."))
    return redirect("surveys:survey_edit", org=request.organisation.slug, pk=copy.pk)
