"""/o/<org>/responses/export/?<filters>: the answers of the list as a file. POST, because it is written down."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import allow
from accounts.actions.note_export import note_export
from accounts.permissions import Permission
from nps_app.lib.archives import zipped
from nps_app.lib.clock import local_day
from nps_app.lib.downloads import TYPES, download, too_many_exports
from nps_app.lib.spreadsheets import csv_lines
from nps_app.lib.workbooks import Sheet, workbook
from responses.forms.inbox import InboxForm
from responses.models.response import ResponseQuerySet
from responses.queries.answer_export import MOMENT, Column, cells, columns, csv_pieces
from responses.queries.definitions import as_rows, definitions, facts
from responses.queries.inbox import matching


@require_POST
@allow(Permission.EXPORT)
def export_answers(request: HttpRequest) -> HttpResponseBase:
    """The answers that the filters in the address choose, with what they mean, as CSV files or as a workbook."""
    organisation, now = request.organisation, timezone.now()
    form = InboxForm(request.GET, organisation=organisation)
    kind = request.POST.get("form", "csv")
    back = f"{reverse('responses:inbox', args=[organisation.slug])}?{request.GET.urlencode()}"
    problem = _problem(request, form, kind)
    if problem:
        messages.error(request, problem)
        return redirect(back)
    chosen = form.slice(now)
    rows = matching(chosen, **form.searching).real()
    about = facts(organisation, title=_("Answers"), window=chosen.window, filters=form.chosen_words, now=now)
    note_export(organisation=organisation, of_answers=True, form=kind, by=request.user, now=now)
    make = _workbook if kind == "xlsx" else _archive
    pieces = make(rows, columns(organisation, moments_as_numbers=kind == "xlsx"), [*about, *definitions()])
    day = local_day(now, organisation.zone)
    return download(pieces, form=kind, name=_("answers"), day=day)


def _problem(request: HttpRequest, form: InboxForm, kind: str) -> str:
    if not form.is_valid() or kind not in TYPES:
        return _("Correct the filters, then export again.")
    if request.organisation.has_sample_data:
        return _("These are sample figures. Exports begin with your own answers.")
    if too_many_exports(request):
        return _("Ten exports an hour is the most. Try again in a while.")
    return ""


def _archive(rows: ResponseQuerySet, chosen: list[Column], about: list[tuple[str, str]]) -> Iterator[bytes]:
    explained = "".join(csv_lines(as_rows(about))).encode()
    return zipped(
        [(f"{_('answers')}.csv", csv_pieces(rows, chosen)), (f"{_('definitions')}.csv", [explained])]
    )


def _workbook(rows: ResponseQuerySet, chosen: list[Column], about: list[tuple[str, str]]) -> Iterator[bytes]:
    moments = frozenset(place for place, column in enumerate(chosen) if column.kind == MOMENT)
    headings = [column.heading for column in chosen]
    return workbook(
        [
            Sheet(_("Answers"), headings, cells(rows, chosen), moments),
            Sheet(_("Definitions"), [_("Word"), _("Meaning")], as_rows(about)),
        ]
    )
