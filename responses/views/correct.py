"""/o/<org>/responses/<id>/themes/: a person says what a comment is about."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from responses.actions.correct_themes import correct_themes
from responses.forms.correction import CorrectionForm
from responses.models import Response
from responses.queries.chips import chips_of, theme_names
from responses.queries.themes import themes_of


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.REPORT_EDIT)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """The comment with all themes to tick; back to the list, at its place, when saved."""
    org = request.organisation.slug
    row = get_object_or_404(Response.objects.of(request.organisation).select_related("contact"), pk=pk)
    if not row.comment:
        raise Http404
    names = theme_names(themes_of(request.organisation))
    now_about = [chip.key for chip in chips_of(request.organisation, [row], names).get(row.pk, [])]
    is_sent = request.method == "POST"
    form = CorrectionForm(request.POST if is_sent else None, names=names, initial={"themes": now_about})
    back = _back(request)
    if is_sent and form.is_valid():
        correct_themes(
            response=row,
            about=form.cleaned_data["themes"],
            offered=list(names),
            by=request.user,
            now=timezone.now(),
        )
        messages.success(request, _("Saved. No machine changes what you said about this comment."))
        return redirect(f"{back}#answer-{pk}" if back else resolve_url("responses:response", org, pk))
    context = {"row": row, "form": form, "back": back}
    return render(request, "responses/correct.html", context, status=422 if is_sent else 200)


def _back(request: HttpRequest) -> str:
    """The list it was opened from, if that is one of ours."""
    address = request.POST.get("back") or request.GET.get("back", "")
    own = address.startswith(f"/o/{request.organisation.slug}/")
    return address if own and url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""
