"""/o/<org>/programmes/: what is asked without end, a part of the people each day; and a form to begin."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from contacts.rules.segment_rules import BadRules
from nps_app.lib.nudge import nudge
from surveys.actions.launch_campaign import CannotLaunch
from surveys.actions.start_programme import start_programme
from surveys.forms.programme import ProgrammeForm
from surveys.models import Programme
from surveys.tasks import draw_programmes

MOST = 100


@allow(Permission.SURVEY_VIEW, write=Permission.SURVEY_SEND)
@require_http_methods(["GET", "HEAD", "POST"])
def programmes(request: HttpRequest) -> HttpResponse:
    """The list, newest first."""
    posted = request.POST if request.method == "POST" else None
    form, missing = ProgrammeForm(posted, organisation=request.organisation), []
    if form.is_bound and form.is_valid():
        try:
            row = start_programme(
                organisation=request.organisation, by=request.user, now=timezone.now(), **form.cleaned_data
            )
        except CannotLaunch as refusal:
            missing = refusal.missing
            form.add_error("survey", _("This cannot be sent yet. What is missing is listed below."))
        except BadRules:
            form.add_error("segment", _("This segment has a condition that can no longer be asked."))
        else:
            nudge(draw_programmes)
            messages.success(request, _("The programme is running: a part of the people is asked each day."))
            return redirect("surveys:programme", org=request.organisation.slug, pk=row.pk)
    rows = Programme.objects.of(request.organisation).select_related("survey").order_by("-pk")[:MOST]
    context = {"form": form, "rows": rows, "missing": missing}
    return render(request, "surveys/programmes.html", context, status=422 if form.is_bound else 200)
