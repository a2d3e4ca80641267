"""/o/<org>/improvements/<id>/: one improvement, how it ended, and telling its customers."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import allow
from accounts.permissions import Permission
from delivery.tasks import deliver_ready
from followup.actions.end_improvement import AlreadyEnded, end_improvement
from followup.actions.reopen_improvement import reopen_improvement
from followup.actions.tell_customers import NotDone, Text, tell_customers
from followup.forms.improvement import EndForm, TextForm
from followup.models import Improvement
from followup.queries.improvement_detail import improvement_detail
from followup.queries.telling import Telling, telling
from nps_app.lib import formats
from nps_app.lib.clock import local_day
from nps_app.lib.nudge import nudge

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@require_safe
@allow(Permission.CASE_VIEW)
def improvement(request: HttpRequest, improvement_id: int) -> HttpResponse:
    return _show(request, _row(request, improvement_id), None)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CASE_WORK)
def improvement_end(request: HttpRequest, improvement_id: int) -> HttpResponse:
    """Done or dropped. What is done can be told to its customers next."""
    row = _row(request, improvement_id)
    if request.method != "POST":
        return redirect("followup:improvement", request.organisation.slug, row.pk)
    now = timezone.now()
    form = EndForm(request.POST, today=local_day(now, request.organisation.zone))
    if not form.is_valid():
        return _show(request, row, form)
    typed = form.cleaned_data
    try:
        ended = end_improvement(
            improvement=row,
            state=Improvement.State(typed["state"]),
            on=typed["on"],
            note=typed["note"],
            by=request.user,
            now=now,
        )
    except AlreadyEnded:
        messages.error(request, _("Somebody else has ended it meanwhile."))
        return redirect("followup:improvement", request.organisation.slug, row.pk)
    if ended.state == Improvement.State.DONE and request.membership.can(Permission.SURVEY_SEND):
        messages.success(request, _("Done. Tell those customers what changed, if you like."))
        return redirect("followup:improvement_tell", request.organisation.slug, row.pk)
    messages.success(request, _("Saved."))
    return redirect("followup:improvement", request.organisation.slug, row.pk)


@require_POST
@allow(Permission.CASE_WORK)
def improvement_reopen(request: HttpRequest, improvement_id: int) -> HttpResponse:
    row = _row(request, improvement_id)
    if reopen_improvement(improvement=row, by=request.user, now=timezone.now()):
        messages.success(request, _("It is open again."))
    return redirect("followup:improvement", request.organisation.slug, row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SURVEY_SEND)
def improvement_tell(request: HttpRequest, improvement_id: int) -> HttpResponse:
    """Who is told what was done, and who not and why; POST sends it to those who are ticked."""
    row = _row(request, improvement_id)
    if row.state != Improvement.State.DONE:
        return redirect("followup:improvement", request.organisation.slug, row.pk)
    found = telling(row, languages=_first_is_home(request))
    forms = {code: _text_form(request, row, code) for code in found.languages}
    ticked = {person.contact.pk for person in found.to}
    if request.method == "POST":
        ticked &= {int(text) for text in request.POST.getlist("to") if text.isdecimal() and len(text) < 19}
        refused = [form for form in forms.values() if not form.is_valid()]
        if ticked and not refused:
            return _send(request, row, found, forms, ticked)
    context = {
        "improvement": row,
        "found": found,
        "forms": forms,
        "ticked": ticked,
        "nobody": request.method == "POST" and not ticked,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "followup/improvement_tell.html", context, status=status)


def _send(
    request: HttpRequest,
    row: Improvement,
    found: Telling,
    forms: dict[str, TextForm],
    ticked: set[int],
) -> HttpResponse:
    texts = {code: Text(**form.cleaned_data) for code, form in forms.items()}
    try:
        told = tell_customers(
            improvement=row, texts=texts, contacts=ticked, by=request.user, now=timezone.now()
        )
    except NotDone:
        messages.error(request, _("It is open again: there is nothing to tell yet."))
        return redirect("followup:improvement", request.organisation.slug, row.pk)
    nudge(deliver_ready)
    said = ngettext("%(n)s customer is being told.", "%(n)s customers are being told.", told)
    messages.success(request, said % {"n": formats.whole(told, request.organisation.region)})
    return redirect("followup:improvement", request.organisation.slug, row.pk)


def _text_form(request: HttpRequest, row: Improvement, code: str) -> TextForm:
    with translation.override(code):
        lines = [
            _("Hello {first_name},"),
            _("You told {brand} what went wrong. Since then we have changed something:"),
            row.done_note,
            _("Thank you for telling us."),
            "{colleague}",
        ]
        initial = {"subject": _("What we changed because of your answer"), "text": "\n\n".join(lines)}
    return TextForm(request.POST if request.method == "POST" else None, prefix=code, initial=initial)


def _first_is_home(request: HttpRequest) -> list[str]:
    """The languages texts can be written in, the organisation's own first."""
    home = request.organisation.region.split("-")[0]
    return sorted(LANGUAGES, key=lambda code: code != home)


def _row(request: HttpRequest, improvement_id: int) -> Improvement:
    rows = Improvement.objects.of(request.organisation).select_related("organisation", "owner")
    return get_object_or_404(rows, pk=improvement_id)


def _show(request: HttpRequest, row: Improvement, form: EndForm | None) -> HttpResponse:
    now = timezone.now()
    today = local_day(now, request.organisation.zone)
    context: dict[str, Any] = {
        "detail": improvement_detail(row, now=now),
        "improvement": row,
        "form": form or EndForm(today=today, initial={"on": today}),
        "overdue": row.is_open and row.due_on is not None and row.due_on < today,
        "can_work": request.membership.can(Permission.CASE_WORK),
        "can_tell": request.membership.can(Permission.SURVEY_SEND),
    }
    return render(request, "followup/improvement.html", context, status=422 if form else 200)
