"""/o/<org>/responses/<id>/themes/: a person says what a comment is about."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from nps_app.lib.back import own_address
from responses.actions.correct_themes import correct_themes
from responses.forms.correction import CorrectionForm, tones_initial
from responses.models import Response, ThemeCorrection
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
    said = ThemeCorrection.objects.of(request.organisation).filter(response=row, polarity__isnull=False)
    tones = tones_initial(dict(said.values_list("theme", "polarity")))
    form = CorrectionForm(
        request.POST if is_sent else None, names=names, initial={"themes": now_about, **tones}
    )
    back = own_address(request, org)
    if is_sent and form.is_valid():
        correct_themes(
            response=row,
            about=form.cleaned_data["themes"],
            offered=list(names),
            tones=form.tones,
            by=request.user,
            now=timezone.now(),
        )
        messages.success(request, _("Saved. No machine changes what you said about this comment."))
        return redirect(f"{back}#answer-{pk}" if back else resolve_url("responses:response", org, pk))
    context = {"row": row, "form": form, "back": back}
    return render(request, "responses/correct.html", context, status=422 if is_sent else 200)
