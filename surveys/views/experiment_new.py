"""/o/<org>/experiments/new/: first the survey and what is tried out, then what B says. Works without script."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from surveys.actions.create_experiment import create_experiment
from surveys.forms.experiment import DIFFERS, ExperimentForm, ExperimentKindForm


@allow(Permission.SURVEY_SEND)
@require_http_methods(["GET", "HEAD", "POST"])
def experiment_new(request: HttpRequest) -> HttpResponse:
    """Both steps have this address; the second one knows the first from it."""
    kind = ExperimentKindForm(request.GET or None, organisation=request.organisation)
    if not kind.is_bound or not kind.is_valid():
        status = 422 if kind.is_bound else 200
        return render(request, "surveys/experiment_new.html", {"kind": kind}, status=status)
    survey, differs = kind.cleaned_data["survey"], kind.cleaned_data["differs"]
    posted = request.POST if request.method == "POST" else None
    form = ExperimentForm(posted, survey=survey, differs=differs)
    if form.is_bound and form.is_valid():
        experiment = create_experiment(
            organisation=request.organisation,
            survey=survey,
            differs=differs,
            percent=form.cleaned_data["percent"],
            texts=form.texts(),
            version=form.cleaned_data.get("version"),
            by=request.user,
            now=timezone.now(),
        )
        messages.success(request, _("The A/B test is ready. Choose it when you send the survey."))
        return redirect("surveys:experiment", org=request.organisation.slug, pk=experiment.pk)
    context = {"kind": kind, "form": form, "survey": survey, "what": dict(DIFFERS)[differs]}
    return render(request, "surveys/experiment_new.html", context, status=422 if form.is_bound else 200)
