"""/o/<org>/surveys/new/: one short form, and the survey is running."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from surveys.actions.publish_survey import PublishRefused
from surveys.actions.save_survey import save_survey
from surveys.forms.survey import SurveyForm
from surveys.rules import texts


@allow(Permission.SURVEY_EDIT)
@require_http_methods(["GET", "POST"])
def survey_new(request: HttpRequest) -> HttpResponse:
    """Create a survey and publish it at once."""
    initial = {
        "brand": request.organisation.name,
        "languages": list(texts.LANGUAGES),
        "wording": texts.COLLEAGUE,
        "address": texts.TU,
        "detractor_owner": request.user.pk,
    }
    form = SurveyForm(request.POST or None, initial=initial, organisation=request.organisation)
    if request.method == "POST" and form.is_valid():
        try:
            survey = save_survey(
                organisation=request.organisation,
                fields=form.draft(),
                publish=True,
                by=request.user,
                now=timezone.now(),
            )
        except PublishRefused as refused:
            form.refuse(refused.reason)
        else:
            messages.success(request, _("The survey is ready. Share its link or send it."))
            return redirect("surveys:survey", org=request.organisation.slug, pk=survey.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "surveys/survey_new.html", {"form": form}, status=status)
