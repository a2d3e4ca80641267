from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from integrations.actions.upload_import import PIECE, BadFile, upload_import
from integrations.forms.import_file import FILE_PROBLEMS, ImportFileForm
from integrations.models import ImportJob


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CONTACT_IMPORT)
def import_new(request: HttpRequest) -> HttpResponse:
    """Choose a file; the next page shows what was found in it."""
    initial = {"about": request.GET.get("about", ImportJob.About.CONTACTS)}
    form = (
        ImportFileForm(request.POST, request.FILES)
        if request.method == "POST"
        else ImportFileForm(initial=initial)
    )
    if request.method == "POST" and form.is_valid() and (job := _upload(request, form)):
        return redirect("integrations:import_map", request.organisation.slug, job.pk)
    context = {"form": form, "megabytes": settings.IMPORT_MAX_BYTES // PIECE}
    return render(request, "integrations/import_new.html", context, status=422 if form.is_bound else 200)


def _upload(request: HttpRequest, form: ImportFileForm) -> ImportJob | None:
    file = form.cleaned_data["file"]
    try:
        return upload_import(
            organisation=request.organisation,
            filename=file.name,
            pieces=file.chunks(PIECE),
            by=request.user,
            now=timezone.now(),
            about=form.cleaned_data["about"] or ImportJob.About.CONTACTS,
        )
    except BadFile as error:
        form.add_error("file", FILE_PROBLEMS[error.code])
        return None
