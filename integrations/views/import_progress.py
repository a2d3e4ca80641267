from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.permissions import Permission
from integrations.forms.import_file import FILE_PROBLEMS
from integrations.forms.row_problems import ROW_PROBLEMS
from integrations.models import ImportJob, ImportProblem

PROBLEMS_SHOWN = 20


@require_safe
@never_cache
@allow(Permission.CONTACT_IMPORT)
def import_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the worker is; at the end, what became of the rows. htmx asks for the moving part only."""
    job = get_object_or_404(ImportJob.objects.of(request.organisation), pk=pk)
    if job.state == ImportJob.State.MAPPING:
        return redirect("integrations:import_map", request.organisation.slug, job.pk)
    rows = (
        ImportProblem.objects.of(request.organisation).filter(job=job).order_by("row", "pk")[:PROBLEMS_SHOWN]
    )
    context = {
        "job": job,
        "failure": FILE_PROBLEMS.get(job.problem, ""),
        "problems": [(row, ROW_PROBLEMS.get(row.code, row.code)) for row in rows] if job.is_finished else [],
    }
    template = "integrations/_progress.html" if request.htmx else "integrations/import_progress.html"
    return render(request, template, context)
