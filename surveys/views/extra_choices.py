"""/o/<org>/surveys/answers/: the organisation's own lists of barriers, needs and other companies."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import allow
from accounts.permissions import Permission
from surveys.actions.save_extra_choice import NameTaken, save_extra_choice
from surveys.actions.switch_extra_choice import NoSuchChoice, switch_extra_choice
from surveys.forms.extra_choice import ExtraChoiceForm
from surveys.models import ExtraChoice
from surveys.queries.extra_choices import Listed, listed_choices
from surveys.rules.extra_words import extra_words

Question = ExtraChoice.Question
TITLES = {
    Question.BARRIER: gettext_lazy("What keeps you from buying more often?"),
    Question.NEED: gettext_lazy("What do you miss that we do not offer?"),
    Question.RIVAL: gettext_lazy("Who else do you buy from?"),
}
HINTS = {
    Question.BARRIER: gettext_lazy(
        "Customers choose one. “Something else”, in their words, is always the last."
    ),
    Question.NEED: gettext_lazy(
        "With a list customers choose one or write; without one they write. What you would like to offer belongs here."
    ),
    Question.RIVAL: gettext_lazy("Suggested while customers write the name. They may write any other."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SURVEY_EDIT)
def extra_choices(request: HttpRequest) -> HttpResponse:
    """The three lists; POST adds to one of them."""
    if request.method != "POST":
        return _show(request)
    question = request.POST.get("question", "")
    if question not in Question.values:
        return _unknown(request)
    return _save(request, ExtraChoice(organisation=request.organisation, question=question))


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SURVEY_EDIT)
def extra_choice(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry of one's own: its name and its words."""
    rows = ExtraChoice.objects.of(request.organisation).exclude(name="")
    row = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        return _save(request, row)
    return _edit(request, row, ExtraChoiceForm(row=row))


@require_POST
@allow(Permission.SURVEY_EDIT)
def extra_choice_switch(request: HttpRequest) -> HttpResponse:
    """Offer an entry, or leave it out from now on."""
    try:
        switch_extra_choice(
            organisation=request.organisation,
            question=request.POST.get("question", ""),
            key=request.POST.get("key", ""),
            is_on="on" in request.POST,
            by=request.user,
            now=timezone.now(),
        )
    except NoSuchChoice:
        return _unknown(request)
    messages.success(request, _("Saved. Whoever opens the thank-you page sees it now."))
    return redirect("surveys:extra_choices", request.organisation.slug)


def _unknown(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("That is not on the lists any more. Choose again."))
    return redirect("surveys:extra_choices", request.organisation.slug)


def _save(request: HttpRequest, row: ExtraChoice) -> HttpResponse:
    is_new = row.pk is None
    form = ExtraChoiceForm(request.POST, row=row)
    if form.is_valid():
        told = form.cleaned_data
        try:
            save_extra_choice(
                choice=row, name=told["name"], texts=form.texts, by=request.user, now=timezone.now()
            )
        except NameTaken:
            form.add_error("name", _("There is an entry of that name already. Choose another name."))
    if form.errors:
        return _show(request, form, row.question) if is_new else _edit(request, row, form)
    messages.success(request, _("Saved. Whoever opens the thank-you page sees it now."))
    return redirect("surveys:extra_choices", request.organisation.slug)


def _edit(request: HttpRequest, row: ExtraChoice, form: ExtraChoiceForm) -> HttpResponse:
    context = {"form": form, "title": TITLES[Question(row.question)]}
    return render(request, "surveys/extra_choice.html", context, status=422 if form.errors else 200)


def _show(request: HttpRequest, typed: ExtraChoiceForm | None = None, question: str = "") -> HttpResponse:
    listed: dict[str, list[Listed]] = listed_choices(
        request.organisation, words=extra_words(get_language() or "en")
    )
    lists = [
        {
            "question": one.value,
            "title": TITLES[one],
            "hint": HINTS[one],
            "rows": listed[one],
            "form": typed
            if typed and question == one
            else ExtraChoiceForm(row=ExtraChoice(organisation=request.organisation, question=one)),
        }
        for one in Question
    ]
    context = {"lists": lists, "typed": typed}
    return render(request, "surveys/extra_choices.html", context, status=422 if typed else 200)
