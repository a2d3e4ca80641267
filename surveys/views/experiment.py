"""/o/<org>/experiments/<id>/: both mails side by side, and what came of them."""

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.permissions import Permission
from nps_app.lib.mail_policy import MAIL_POLICY
from reports.queries.arms import compare_arms
from surveys.channels.email import trial_mail
from surveys.forms.experiment import DIFFERS
from surveys.models import Experiment
from surveys.rules.arms import ARMS


@allow(Permission.SURVEY_VIEW)
@require_safe
def experiment(request: HttpRequest, pk: int) -> HttpResponse:
    """Over all sends that took part."""
    row = _find(request, pk)
    context = {
        "experiment": row,
        "what": dict(DIFFERS)[row.differs],
        "comparison": compare_arms(row),
        "arms": ARMS,
    }
    return render(request, "surveys/experiment.html", context)


@xframe_options_sameorigin
@csp_replace(MAIL_POLICY)
@allow(Permission.SURVEY_VIEW)
@require_safe
def experiment_mail(request: HttpRequest, pk: int, arm: str) -> HttpResponse:
    """The mail of one arm as one would get it oneself; its links lead to the preview of the page."""
    row = _find(request, pk)
    if arm not in ARMS or row.survey.published is None:
        raise Http404
    mail = trial_mail(
        organisation=request.organisation,
        version=row.survey.published,
        language=get_language() or "",
        recipient=request.user.email,
        name=request.user.name,
        url=reverse("surveys:preview_page", args=[request.organisation.slug, row.survey_id]),
        experiment=row,
        arm=arm,
    )
    return HttpResponse(mail.html.replace("<head>", '<head><base target="_top">', 1))


def _find(request: HttpRequest, pk: int) -> Experiment:
    rows = Experiment.objects.of(request.organisation).select_related("survey__published", "version")
    return get_object_or_404(rows, pk=pk)
