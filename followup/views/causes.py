"""The list of causes one chooses from when closing a case."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from followup.actions.create_default_causes import create_default_causes
from followup.actions.retire_cause import retire_cause
from followup.actions.save_cause import CauseNameTaken, save_cause
from followup.forms.cause import CauseForm
from followup.models import Cause
from followup.queries.cause_list import cause_list


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SETTINGS_EDIT)
def causes(request: HttpRequest) -> HttpResponse:
    """All causes; POST adds one, or the suggested ones to an empty list."""
    if request.method != "POST":
        return _show(request, CauseForm())
    if "suggested" in request.POST:
        create_default_causes(organisation=request.organisation)
        messages.success(request, _("The suggested causes are on the list."))
        return _back(request)
    return _save(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SETTINGS_EDIT)
def cause(request: HttpRequest, cause_id: int) -> HttpResponse:
    """One cause: rename it, take it off the list, put it back."""
    cause = get_object_or_404(Cause.objects.of(request.organisation), pk=cause_id)
    if request.method != "POST":
        return _show(request, CauseForm(initial={"name": cause.name}), editing=cause)
    if "retire" in request.POST or "restore" in request.POST:
        back = "restore" in request.POST
        retire_cause(cause=cause, back=back, by=request.user, now=timezone.now())
        done = _("“%(name)s” can be chosen again.") if back else _("“%(name)s” can no longer be chosen.")
        messages.success(request, done % {"name": cause.name})
        return _back(request)
    return _save(request, cause)


def _save(request: HttpRequest, cause: Cause | None) -> HttpResponse:
    form = CauseForm(request.POST)
    if not form.is_valid():
        return _show(request, form, editing=cause, status=422)
    try:
        save_cause(
            organisation=request.organisation,
            name=form.cleaned_data["name"],
            cause=cause,
            by=request.user,
            now=timezone.now(),
        )
    except CauseNameTaken:
        form.add_error("name", _("There is a cause of that name already. Choose another name."))
        return _show(request, form, editing=cause, status=422)
    messages.success(request, _("Saved."))
    return _back(request)


def _show(
    request: HttpRequest, form: CauseForm, *, editing: Cause | None = None, status: int = 200
) -> HttpResponse:
    context = {"rows": cause_list(request.organisation), "form": form, "editing": editing}
    return render(request, "followup/causes.html", context, status=status)


def _back(request: HttpRequest) -> HttpResponse:
    return redirect("followup:causes", request.organisation.slug)
