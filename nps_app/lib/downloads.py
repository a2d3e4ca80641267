"""Files that are made while they are sent."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.text import slugify

from nps_app.lib import workbooks
from nps_app.lib.archives import zipped
from nps_app.lib.ratelimit import exceeded
from nps_app.lib.spreadsheets import csv_lines, guarded

TYPES = {"csv": "application/zip", "xlsx": workbooks.TYPE}
ENDINGS = {"csv": "zip", "xlsx": "xlsx"}
AN_HOUR = 10


def too_many_exports(request: HttpRequest) -> bool:
    """Whether this person has had as many exports as anybody gets in an hour."""
    return exceeded("export", str(request.user.pk), limit=AN_HOUR, seconds=3_600)


def download(pieces: Iterable[bytes], *, form: str, name: str, day: date) -> StreamingHttpResponse:
    """A file for keeping: a ZIP of CSV files, or a workbook."""
    response = StreamingHttpResponse(pieces, content_type=TYPES[form])
    filename = f"{slugify(name) or 'promotor'}-{day.isoformat()}.{ENDINGS[form]}"
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Cache-Control"] = "no-store"
    return response


def table_file(
    columns: list[str], rows: Iterable[list[workbooks.Cell]], *, form: str, name: str, day: date
) -> StreamingHttpResponse:
    """One table as a file, without a cell that a spreadsheet would run."""
    if form == "xlsx":
        safe = ([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
        pieces = workbooks.workbook([workbooks.Sheet(name, columns, safe)])
    else:
        lines = "".join(csv_lines([columns, *rows])).encode()
        pieces = zipped([(f"{slugify(name) or 'table'}.csv", [lines])])
    return download(pieces, form=form, name=name, day=day)
