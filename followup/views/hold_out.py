"""Holding back some cases by lot: the setting, and taking a case out of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from followup.actions.set_hold_out import set_hold_out
from followup.actions.take_out_case import NotHeld, take_out_case
from followup.forms.hold_out import HoldOutForm, TakeOutForm
from followup.queries.lot import hold_out_of, lot_state
from followup.views.case_desk import back_to_case, show_case, the_case


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SETTINGS_EDIT)
def hold_out(request: HttpRequest) -> HttpResponse:
    """Which share of unhappy answers is held back, with what it costs and what it shows."""
    now, found = timezone.now(), hold_out_of(request.organisation)
    form = HoldOutForm(
        request.POST if request.method == "POST" else None,
        initial={"percent": found.percent if found else 0},
    )
    if form.is_bound and form.is_valid():
        percent = form.cleaned_data["percent"]
        set_hold_out(organisation=request.organisation, percent=percent, by=request.user, now=now)
        messages.success(request, _("Saved."))
        return redirect("followup:hold_out", request.organisation.slug)
    state = lot_state(request.organisation, now=now)
    context = {"form": form, "state": state}
    return render(request, "followup/hold_out.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CASE_WORK)
def case_take_out(request: HttpRequest, case_id: int) -> HttpResponse:
    """Work a case after all that the lot held back."""
    case = the_case(request, case_id)
    if request.method != "POST":
        return back_to_case(request, case)
    form = TakeOutForm(request.POST)
    if not form.is_valid():
        return show_case(request, case_id, take_out=form)
    try:
        take_out_case(case=case, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now())
    except NotHeld:
        messages.info(request, _("Somebody else has taken it out meanwhile."))
    else:
        messages.success(request, _("The case is yours now. Its clocks have started."))
    return back_to_case(request, case)
