"""/o/<org>/themes/: which themes are looked for, and by which words."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from nps_app.lib import embedding
from responses.actions.change_theme_words import change_theme_words
from responses.actions.read_comments import unread
from responses.actions.save_theme_settings import save_theme_settings
from responses.forms.themes import ThemesForm, WordForm
from responses.models import ThemeModel, ThemeWord
from responses.queries.theme_list import all_names, theme_list
from responses.queries.themes import theme_settings
from responses.queries.word_preview import preview
from responses.rules.taxonomy import Changes, changed
from responses.rules.word_changes import WordChange, clean_entry


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.REPORT_EDIT)
def themes(request: HttpRequest) -> HttpResponse:
    """All themes with how often they were found; the sector, and which are looked for."""
    settings, names = theme_settings(request.organisation), all_names(request.organisation)
    is_sent = request.method == "POST"
    initial = {
        "sector": settings.sector,
        "shown": [key for key in names if key not in settings.hidden],
        "by_meaning": settings.by_meaning,
    }
    form = ThemesForm(request.POST if is_sent else None, names=names, initial=initial)
    if is_sent and form.is_valid():
        save_theme_settings(
            organisation=request.organisation,
            sector=form.cleaned_data["sector"],
            hidden=names.keys() - form.cleaned_data["shown"],
            by_meaning=form.cleaned_data["by_meaning"],
            by=request.user,
            now=timezone.now(),
        )
        messages.success(request, _("Saved. All comments are read again, which may take some minutes."))
        return redirect("responses:themes", request.organisation.slug)
    context = {
        "form": form,
        "themes": theme_list(request.organisation, settings),
        "embedding": embedding.state().value,
        "waiting": unread(request.organisation, settings.edition).count(),
    }
    return render(request, "responses/themes.html", context, status=422 if is_sent else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.REPORT_EDIT)
def theme_words(request: HttpRequest, key: str) -> HttpResponse:
    """The words of one theme. A change is shown with what it would do before it is made."""
    names = all_names(request.organisation)
    if key not in names:
        raise Http404
    form, change, found = WordForm(), None, None
    if request.method == "POST":
        form = WordForm(request.POST)
        change = _change(request, key, form)
        if change and "save" in request.POST:
            change_theme_words(
                organisation=request.organisation, change=change, by=request.user, now=timezone.now()
            )
            messages.success(request, _("Saved. All comments are read again, which may take some minutes."))
            return redirect("responses:theme_words", request.organisation.slug, key)
        found = preview(request.organisation, change) if change else None
        form = form if form.errors else WordForm()
    context = {
        "key": key,
        "name": names[key],
        "form": form,
        "change": change,
        "preview": found,
        "built_in": _built_in(request, key),
        "words": ThemeWord.objects.of(request.organisation).filter(theme=key),
        "model": ThemeModel.objects.of(request.organisation).filter(theme=key).first(),
    }
    return render(request, "responses/theme_words.html", context, status=422 if form.errors else 200)


def _change(request: HttpRequest, key: str, form: WordForm) -> WordChange | None:
    """What is asked for: a new word, or one of the list by its button."""
    deed = request.POST.get("deed", "add")
    if deed == "add":
        return WordChange(key, form.cleaned_data["text"], add=True) if form.is_valid() else None
    text = request.POST.get("text", "")
    known = {word for words in _built_in(request, key) for word in words[1]}
    if deed == "off" and text in known:
        form.errors.clear()
        return WordChange(key, text, add=False)
    row = ThemeWord.objects.of(request.organisation).filter(theme=key, text=text).first()
    if deed == "undo" and row is not None:
        return WordChange(key, text, add=row.is_added, undo=True)
    if clean_entry(text) is None or row is None:
        raise Http404
    return None


def _built_in(request: HttpRequest, key: str) -> list[tuple[str, tuple[str, ...]]]:
    """The words of its sector by language."""
    sector = theme_settings(request.organisation).sector
    theme = changed(Changes(sector=sector)).get(key)
    return list(theme.words.items()) if theme else []
