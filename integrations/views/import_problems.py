from collections.abc import Iterator

from django.http import HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.permissions import Permission
from integrations.forms.row_problems import ROW_PROBLEMS
from integrations.models import ImportJob, ImportProblem
from integrations.rules.columns import PROBLEM_HEADINGS
from nps_app.lib.spreadsheets import csv_lines


@require_safe
@allow(Permission.CONTACT_IMPORT)
def import_problems(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """The rows that could not be taken in, as they were, with the reason: mend them and import this file again."""
    job = get_object_or_404(ImportJob.objects.of(request.organisation), pk=pk)
    # Worded now: the lines leave after the reader's language has been put away.
    words = {code: str(text) for code, text in ROW_PROBLEMS.items()}
    lines = csv_lines(_rows(job, words))
    response = StreamingHttpResponse(
        (line.encode() for line in lines), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="import-{job.pk}-problems.csv"'
    return response


def _rows(job: ImportJob, words: dict[str, str]) -> Iterator[list[str]]:
    width = len(job.columns)
    yield [*job.columns, *PROBLEM_HEADINGS]
    problems = ImportProblem.objects.of(job.organisation).filter(job=job).order_by("row", "pk")
    for problem in problems.iterator():
        cells = [*problem.cells[:width], *[""] * (width - len(problem.cells))]
        yield [*cells, str(problem.row), problem.column, words.get(problem.code, problem.code)]
