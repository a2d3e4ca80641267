"""/o/<org>/surveys/<id>/sms-length/<language>/<key>/: how many SMS a text becomes while it is typed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from accounts.access import allow
from accounts.permissions import Permission
from surveys.forms.survey import EditorForm
from surveys.models import Survey
from surveys.rules.texts import LANGUAGES, SMS_KEYS


@require_POST
@allow(Permission.SURVEY_EDIT)
def sms_length(request: HttpRequest, pk: int, language: str, key: str) -> HttpResponse:
    """The line beneath one text. The POST carries the editor's fields; nothing is stored."""
    survey = get_object_or_404(Survey.objects.of(request.organisation).select_related("organisation"), pk=pk)
    if language not in LANGUAGES or key not in SMS_KEYS:
        raise Http404
    form = EditorForm(request.POST, survey=survey)
    return render(request, "surveys/_sms_length.html", {"draft": form.sms_draft(language, key)})
