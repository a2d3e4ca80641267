from contextlib import suppress
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.models import Organisation
from accounts.permissions import Permission
from contacts.rules.matching import country_of
from integrations.actions.start_import import AlreadyStarted, start_import
from integrations.forms.import_file import MappingForm
from integrations.forms.purchase_file import PurchaseMappingForm
from integrations.models import ImportJob
from integrations.rules.cells import read_moment
from integrations.tasks import run_imports
from nps_app.lib.nudge import nudge

EXAMPLE = "03/04/2026"


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CONTACT_IMPORT)
def import_map(request: HttpRequest, pk: int) -> HttpResponse:
    """A preview of the file in which each column gets its meaning; then the worker takes over."""
    job = get_object_or_404(ImportJob.objects.of(request.organisation), pk=pk)
    if job.state != ImportJob.State.MAPPING:
        return redirect("integrations:import_progress", request.organisation.slug, job.pk)
    kind = PurchaseMappingForm if job.about == ImportJob.About.PURCHASES else MappingForm
    form = kind(request.POST if request.method == "POST" else None, columns=job.columns, targets=job.targets)
    if request.method == "POST" and form.is_valid():
        with suppress(AlreadyStarted):  # a second click
            start_import(
                job=job,
                targets=form.targets,
                event_name=form.cleaned_data.get("event_name", ""),
                by=request.user,
                now=timezone.now(),
            )
        nudge(run_imports)
        return redirect("integrations:import_progress", request.organisation.slug, job.pk)
    samples = [
        [row[index] if index < len(row) else "" for row in job.preview] for index in range(len(job.columns))
    ]
    lines = list(zip(form.column_fields, samples, strict=True))
    context = {
        "job": job,
        "form": form,
        "lines": lines,
        "example": EXAMPLE,
        "read_as": _read_as(request.organisation),
    }
    return render(request, "integrations/import_map.html", context, status=422 if form.is_bound else 200)


def _read_as(organisation: Organisation) -> datetime | None:
    return read_moment(EXAMPLE, organisation.zone, country_of(organisation.region))
