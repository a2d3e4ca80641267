"""/o/<org>/passives/: who gave a 7 or 8 and what it would take; one press makes a case of it."""

from collections.abc import Iterator

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow
from accounts.actions.note_export import note_export
from accounts.permissions import Permission
from followup.actions.open_case import open_case
from followup.models import Case
from followup.queries.passives import asked_of, passive_page, passives_of
from nps_app.lib.clock import local_day
from nps_app.lib.downloads import TYPES, table_file, too_many_exports
from nps_app.lib.workbooks import Cell
from responses.models import Response


@allow(Permission.RESPONSE_VIEW)
@require_safe
def passives(request: HttpRequest) -> HttpResponse:
    """The newest first; those with words, or all."""
    show_all = request.GET.get("show") == "all"
    before = request.GET.get("before", "")
    page = passive_page(request.organisation, only_words=not show_all, before=before)
    show = "show=all" if show_all else "show=words"
    context = {
        "page": page,
        "tabs": [
            {"label": _("With words"), "url": "?", "active": not show_all, "count": page.with_words},
            {"label": _("All"), "url": "?show=all", "active": show_all, "count": page.all},
        ],
        "newer": f"?{show}" if before else "",
        "older": f"?{show}&before={page.older}" if page.older else "",
    }
    return render(request, "followup/passives.html", context)


@allow(Permission.CASE_WORK)
@require_POST
def passive_case(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a case of the answer, in one's own hands; where there is one already, go to it."""
    answers = Response.objects.of(request.organisation).select_related("organisation", "survey", "contact")
    answer = get_object_or_404(answers, pk=pk)
    case = Case.objects.of(request.organisation).filter(response=answer).first()
    if case is None:
        try:
            with transaction.atomic():
                case = open_case(response=answer, owner=request.user, now=timezone.now())
        except IntegrityError:  # a colleague was quicker by a moment
            case = Case.objects.of(request.organisation).get(response=answer)
        else:
            messages.success(request, _("The case is open, and it is yours."))
    return redirect("followup:case", org=request.organisation.slug, case_id=case.pk)


@allow(Permission.EXPORT)
@require_POST
def passives_export(request: HttpRequest) -> HttpResponseBase:
    """All of them as a file; it is written down."""
    kind, now = request.POST.get("form", "csv"), timezone.now()
    if kind not in TYPES or too_many_exports(request):
        messages.error(request, _("Ten exports an hour is the most. Try again in a while."))
        return redirect("followup:passives", org=request.organisation.slug)
    note_export(organisation=request.organisation, of_answers=True, form=kind, by=request.user, now=now)
    columns = [
        *(_("Contact"), _("E-mail"), _("Score"), _("Answered on"), _("Survey")),
        *(_("What was asked"), _("What it would take")),
    ]
    day = local_day(now, request.organisation.zone)
    return table_file(columns, _lines(request), form=kind, name=_("passives"), day=day)


def _lines(request: HttpRequest) -> Iterator[list[Cell]]:
    zone = request.organisation.zone
    rows = passives_of(request.organisation).filter(is_sample=False)
    for row in rows.iterator(chunk_size=2000):
        who = (row.contact.name, row.contact.email) if row.contact else ("", "")
        said = (asked_of(row), row.comment) if row.comment else ("", "")
        day = row.answered_at.astimezone(zone).date().isoformat()
        yield [*who, row.score, day, row.survey.name, *said]
