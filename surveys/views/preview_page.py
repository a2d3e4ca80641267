"""/o/<org>/surveys/<id>/preview/: the customers' page as the draft, or what is typed right now, would make it."""

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from surveys.actions.publish_survey import frozen_texts
from surveys.forms.survey import EditorForm
from surveys.models import Survey
from surveys.rules.languages import choose
from surveys.rules.page import Question, frame, shown_texts


@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
@allow(Permission.SURVEY_VIEW)
@require_http_methods(["GET", "POST"])
def preview_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show it. A POST carries the editor's fields; nothing is ever stored."""
    survey = get_object_or_404(
        Survey.objects.of(request.organisation).select_related("logo", "organisation").defer("logo__png"),
        pk=pk,
    )
    if request.method == "POST":
        _take_over(survey, EditorForm(request.POST, survey=survey))
    frozen = frozen_texts(survey)
    wish = request.POST.get("preview_language") or request.GET.get("lang", "")
    language = choose(list(frozen), [wish], default=survey.default_language)
    surroundings = frame(
        language=language,
        offered=list(frozen),
        brand=survey.brand,
        address=survey.address,
        color=survey.color,
        logo=reverse("surveys:logo", args=[survey.logo.digest]) if survey.logo else "",
        logo_size=(survey.logo.width, survey.logo.height) if survey.logo else (0, 0),
    )
    page = Question(
        frame=surroundings,
        texts=shown_texts(frozen[language], brand=survey.brand),
        asks_contact=True,
        notice=surroundings.words["preview"],
        is_closed=True,
    )
    with translation.override(language):
        return render(request, "surveys/answer.html", {"frame": surroundings, "page": page})


def _take_over(survey: Survey, form: EditorForm) -> None:
    """What is typed so far, as far as it makes sense."""
    form.is_valid()
    typed = form.cleaned_data
    for name in ("brand", "address", "wording", "color", "languages", "default_language"):
        if typed.get(name):
            setattr(survey, name, typed[name])
    own = form.own_texts()
    # A question half written is shown as it is; an empty one falls back to the standard.
    survey.texts = own
