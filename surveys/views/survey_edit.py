"""/o/<org>/surveys/<id>/edit/: texts, looks and rules, with the page beside them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from responses.models import Response
from surveys.actions.publish_survey import PublishRefused
from surveys.actions.save_survey import save_survey
from surveys.actions.store_logo import LogoRefused
from surveys.forms.survey import EditorForm
from surveys.models import Survey


@allow(Permission.SURVEY_EDIT)
@require_http_methods(["GET", "POST"])
def survey_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the draft, or save and publish it (the button named `publish`)."""
    survey = get_object_or_404(Survey.objects.of(request.organisation).select_related("logo"), pk=pk)
    form = EditorForm(request.POST or None, request.FILES or None, survey=survey)
    if request.method == "POST" and form.is_valid() and _saved(request, form, survey):
        return redirect("surveys:survey", org=request.organisation.slug, pk=survey.pk)
    context = {
        "form": form,
        "survey": survey,
        "has_answers": Response.objects.of(request.organisation).filter(survey=survey).exists(),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "surveys/survey_edit.html", context, status=status)


def _saved(request: HttpRequest, form: EditorForm, survey: Survey) -> bool:
    publish = "publish" in request.POST
    upload = form.cleaned_data["logo"]
    try:
        save_survey(
            organisation=request.organisation,
            survey=survey,
            fields=form.draft(),
            logo=upload.read() if upload else None,
            remove_logo=form.cleaned_data["remove_logo"],
            publish=publish,
            by=request.user,
            now=timezone.now(),
        )
    except (PublishRefused, LogoRefused) as refused:
        form.refuse(refused.reason)
        return False
    saved = (
        _("Published. New visitors see it now.")
        if publish
        else _("Saved. Customers still see the last version.")
    )
    messages.success(request, saved)
    return True
