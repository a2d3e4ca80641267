"""/o/<org>/competition/<pk>/: one quarter's comparison with its numbers, and the template to think it through."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from reports.actions.write_comparison import AlreadyDone, NothingDecided, write_comparison
from reports.forms.comparison import ComparisonForm
from reports.models import Comparison
from reports.queries.comparisons import quarter_earlier


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.REPORT_VIEW, write=Permission.REPORT_EDIT)
def comparison(request: HttpRequest, pk: int) -> HttpResponse:
    """The numbers as they stood; while it is open, POST keeps what is typed, and "done" ends it."""
    rows = Comparison.objects.of(request.organisation).select_related("organisation", "owner", "done_by")
    row = get_object_or_404(rows, pk=pk)
    typed = request.POST if request.method == "POST" else None
    initial = {"value": row.value, "guarantee": row.guarantee, "decision": row.decision}
    form = ComparisonForm(typed, initial=initial)
    reply = _write(request, row, form) if typed is not None and form.is_valid() else None
    if reply is not None:
        return reply
    earlier = quarter_earlier(row)
    before = {line["name"]: line for line in earlier.table["beside"]} if earlier else {}
    context = {
        "row": row,
        "form": form if row.done_at is None and request.membership.can(Permission.REPORT_EDIT) else None,
        "earlier": earlier,
        "lines": [(line, before.get(line["name"])) for line in row.table["beside"]],
    }
    return render(request, "reports/comparison.html", context, status=422 if form.errors else 200)


def _write(request: HttpRequest, row: Comparison, form: ComparisonForm) -> HttpResponse | None:
    is_done = "done" in request.POST
    try:
        write_comparison(
            comparison=row, is_done=is_done, by=request.user, now=timezone.now(), **form.values()
        )
    except NothingDecided:
        form.add_error("decision", _("Say what is decided, be it to change nothing."))
        return None
    except AlreadyDone:
        messages.error(request, _("Somebody has finished this comparison meanwhile."))
        return redirect("reports:comparison", request.organisation.slug, row.pk)
    if is_done:
        messages.success(request, _("Done. It is kept below."))
        return redirect("reports:comparisons", request.organisation.slug)
    messages.success(request, _("Saved. You can go on later."))
    return redirect("reports:comparison", request.organisation.slug, row.pk)
