"""/o/<org>/reports/export/?of=<page>&<filters>: the numbers of a report page as a file. POST: it is written down."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import allow
from accounts.actions.note_export import note_export
from accounts.permissions import Permission
from nps_app.lib.archives import zipped
from nps_app.lib.clock import local_day
from nps_app.lib.downloads import TYPES, download, too_many_exports
from nps_app.lib.spreadsheets import csv_lines, guarded
from nps_app.lib.workbooks import Cell, Sheet, workbook
from reports.queries.report import Report
from reports.queries.report_pages import PAGES
from responses.queries.definitions import Line, as_rows, definitions, facts


@require_POST
@allow(Permission.EXPORT)
def export_report(request: HttpRequest) -> HttpResponseBase:
    """Every table of the page, with its window, its filters and what its words mean."""
    organisation, now = request.organisation, timezone.now()
    filters = request.GET.copy()
    key, kind = filters.pop("of", [""])[-1], request.POST.get("form", "csv")
    if key not in PAGES or kind not in TYPES:
        return redirect("reports:saved_views", organisation.slug)
    problem = _problem(request)
    if problem:
        messages.error(request, problem)
        address = reverse(f"reports:{key}", args=[organisation.slug])
        return redirect(f"{address}?{filters.urlencode()}")
    title = str(PAGES[key].title)
    report = PAGES[key].make(organisation, filters, now)
    about = facts(organisation, title=title, window=report.window, filters=report.filters, now=now)
    note_export(organisation=organisation, of_answers=False, form=kind, by=request.user, now=now)
    make = _workbook if kind == "xlsx" else _archive
    pieces = make(report, [*about, *definitions()])
    return download(pieces, form=kind, name=title, day=local_day(now, organisation.zone))


def _problem(request: HttpRequest) -> str:
    if request.organisation.has_sample_data:
        return _("These are sample figures. Exports begin with your own answers.")
    if too_many_exports(request):
        return _("Ten exports an hour is the most. Try again in a while.")
    return ""


def _archive(report: Report, about: list[Line]) -> Iterator[bytes]:
    files = [
        (f"{number}-{slugify(table.title) or 'table'}.csv", [table.columns, *table.rows])
        for number, table in enumerate(report.tables, 1)
    ]
    files.append(
        (f"{_('definitions')}.csv", [*([sentence] for sentence in report.sentences), *as_rows(about)])
    )
    return zipped([(name, ["".join(csv_lines(rows)).encode()]) for name, rows in files])


def _workbook(report: Report, about: list[Line]) -> Iterator[bytes]:
    explained = [*([sentence, ""] for sentence in report.sentences), *as_rows(about)]
    return workbook(
        [
            *(Sheet(table.title, table.columns, map(_guarded, table.rows)) for table in report.tables),
            Sheet(_("Definitions"), [_("Word"), _("Meaning")], explained),
        ]
    )


def _guarded(row: list[Cell]) -> list[Cell]:
    return [guarded(cell) if isinstance(cell, str) else cell for cell in row]
