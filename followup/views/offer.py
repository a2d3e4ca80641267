"""/o/<org>/offers/<id>/: what it changed, whom it reached, and the button that stops it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow
from accounts.permissions import Permission
from followup.actions.stop_promotion import stop_promotion
from followup.forms.promotion import GROUPS
from followup.models import Promotion
from reports.queries.uplift import outcome_of


@allow(Permission.SURVEY_VIEW)
@require_safe
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """The result by intention to treat, with its interval and a sentence."""
    row = get_object_or_404(
        Promotion.objects.of(request.organisation).select_related("organisation", "survey", "launched_by"),
        pk=pk,
    )
    context = {
        "promotion": row,
        "group": dict(GROUPS)[row.group],
        "outcome": outcome_of(row, now=timezone.now()),
    }
    return render(request, "followup/offer.html", context)


@allow(Permission.SURVEY_SEND)
@require_POST
def offer_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing more of it leaves."""
    row = get_object_or_404(Promotion.objects.of(request.organisation), pk=pk)
    if stop_promotion(promotion=row, by=request.user, now=timezone.now()):
        messages.success(request, _("Stopped: nothing more of it leaves."))
    else:
        messages.info(request, _("Nothing was changed."))
    return redirect("followup:offer", org=request.organisation.slug, pk=pk)
