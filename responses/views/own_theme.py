"""/o/<org>/themes/new/ and /o/<org>/themes/<key>/ask/: a theme of one's own, shown by answering "is this about it?"."""

from collections.abc import Collection

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import allow
from accounts.permissions import Permission
from nps_app.lib.nudge import nudge
from responses.actions.answer_theme_question import answer_theme_question
from responses.actions.create_own_theme import ThemeRefused, create_own_theme
from responses.actions.delete_own_theme import delete_own_theme
from responses.actions.start_own_theme import start_own_theme
from responses.forms.themes import OwnThemeForm, StartForm
from responses.models import OwnTheme, Response
from responses.queries.theme_lessons import is_meant, suggested_words
from responses.queries.theme_question import TAPS, next_question
from responses.rules.asking import name_words
from responses.rules.word_changes import clean_entry
from responses.tasks import read_new_comments

REFUSED = {
    "taken": _("There is a theme of that name already."),
    "many": _("There are thirty own themes already. Delete one you do not need."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.REPORT_EDIT)
def theme_new(request: HttpRequest) -> HttpResponse:
    """The name; then the questions."""
    is_sent = request.method == "POST"
    form = OwnThemeForm(request.POST if is_sent else None, initial={"name": request.GET.get("name", "")[:60]})
    if is_sent and form.is_valid():
        try:
            theme = create_own_theme(
                organisation=request.organisation,
                name=form.cleaned_data["name"],
                by=request.user,
                now=timezone.now(),
            )
        except ThemeRefused as refused:
            form.add_error("name", REFUSED[refused.reason])
        else:
            entry = clean_entry(request.POST.get("at_once", ""))
            if entry is not None:
                # What came up by itself is looked for by the words it came up by; questions can come later.
                return _started(request, theme, [entry])
            nudge(read_new_comments)  # what its name means
            return redirect("responses:theme_ask", request.organisation.slug, theme.pk)
    return render(request, "responses/theme_new.html", {"form": form}, status=422 if is_sent else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.REPORT_EDIT)
def theme_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """One comment after another, and when enough is known the words to look for."""
    theme = _theme(request, pk)
    if request.method == "POST":
        if request.POST.get("answer") in {"yes", "no"}:
            comments = Response.objects.of(request.organisation).exclude(comment="")
            answer_theme_question(
                theme=theme,
                response=get_object_or_404(comments, pk=_number(request.POST.get("response"))),
                is_about=request.POST["answer"] == "yes",
                by=request.user,
                now=timezone.now(),
            )
        return redirect("responses:theme_ask", request.organisation.slug, pk)
    question = next_question(theme)
    suggested = suggested_words(theme) if question.is_ready else []
    by_meaning = question.is_ready and is_meant(theme)
    ticked = name_words(theme.name) if by_meaning else suggested
    context = {
        "by_meaning": by_meaning,
        "theme": theme,
        "question": question,
        "taps": TAPS,
        "form": StartForm(suggested=suggested, initial={"words": ticked}) if question.is_ready else None,
    }
    return render(request, "responses/theme_ask.html", context)


@require_POST
@allow(Permission.REPORT_EDIT)
def theme_start(request: HttpRequest, pk: int) -> HttpResponse:
    """Look for it from now on."""
    theme = _theme(request, pk)
    form = StartForm(request.POST, suggested=suggested_words(theme))
    if not next_question(theme).is_ready or not form.is_valid():
        return redirect("responses:theme_ask", request.organisation.slug, pk)
    return _started(request, theme, form.cleaned_data["words"])


@require_POST
@allow(Permission.REPORT_EDIT)
def theme_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it away."""
    delete_own_theme(theme=_theme(request, pk), by=request.user, now=timezone.now())
    messages.success(request, gettext("The theme is gone."))
    return redirect("responses:themes", request.organisation.slug)


def _started(request: HttpRequest, theme: OwnTheme, words: Collection[str]) -> HttpResponse:
    start_own_theme(theme=theme, words=words, by=request.user, now=timezone.now())
    nudge(read_new_comments)
    messages.success(request, gettext("All comments are being read for “%(theme)s”.") % {"theme": theme.name})
    return redirect("responses:themes", request.organisation.slug)


def _theme(request: HttpRequest, pk: int) -> OwnTheme:
    return get_object_or_404(OwnTheme.objects.of(request.organisation).select_related("organisation"), pk=pk)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else 0
