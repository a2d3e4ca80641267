"""/o/<org>/responses/<id>/quote/: a manager pins a comment to the quotes of a theme, or hides it from all of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.access import allow
from accounts.permissions import Permission
from nps_app.lib.back import own_address
from responses.actions.choose_quote import choose_quote
from responses.models import Response
from responses.queries.chips import chips_of, theme_names
from responses.queries.themes import themes_of

DONE = {
    "pin": _("It comes first among the quotes of this theme now."),
    "unpin": _("It is pinned no longer."),
    "hide": _("It is shown as a quote nowhere now. In the list of answers it stays."),
    "show": _("It may be shown as a quote again."),
}


@require_POST
@allow(Permission.REPORT_EDIT)
def quote_choice(request: HttpRequest, pk: int) -> HttpResponse:
    """One deed; then back to where it was begun."""
    row = get_object_or_404(Response.objects.of(request.organisation), pk=pk)
    deed, theme = request.POST.get("deed", ""), request.POST.get("theme", "")
    if deed not in DONE or (deed in ("pin", "unpin") and theme not in _themes(request, row, deed)):
        messages.error(request, _("The comment is not about that theme any more. Choose again."))
    else:
        choose_quote(response=row, deed=deed, theme=theme, by=request.user, now=timezone.now())
        messages.success(request, DONE[deed])
    org = request.organisation.slug
    return redirect(own_address(request, org) or resolve_url("responses:response", org, pk))


def _themes(request: HttpRequest, row: Response, deed: str) -> set[str]:
    """To what it can be pinned: what it is about. Unpinned it may be from everything that is offered."""
    names = theme_names(themes_of(request.organisation))
    if deed == "unpin":
        return set(names)
    return {chip.key for chip in chips_of(request.organisation, [row], names).get(row.pk, [])}
