"""The two lists a case is closed with: causes, and actions taken. One page each, of the same making."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from followup.actions.create_default_choices import create_default_choices
from followup.actions.retire_choice import retire_choice
from followup.actions.save_choice import NameTaken, TooDeep, save_choice
from followup.forms.choice import CauseForm, RemedyForm
from followup.models import Cause, Remedy, Team
from followup.queries.choice_list import choice_list
from followup.queries.departments import departments_of

KINDS: dict[str, type[Cause] | type[Remedy]] = {"cause": Cause, "remedy": Remedy}


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SETTINGS_EDIT)
def choices(request: HttpRequest, kind: str) -> HttpResponse:
    """A whole list; POST adds an entry, or the suggested ones to an empty list."""
    new = KINDS[kind](organisation=request.organisation)
    if request.method != "POST":
        return _show(request, kind, _form(new))
    if "suggested" in request.POST:
        create_default_choices(organisation=request.organisation, kind=KINDS[kind])
        messages.success(request, _("The suggested entries are on the list."))
        return _back(request, kind)
    return _save(request, kind, new)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SETTINGS_EDIT)
def choice(request: HttpRequest, kind: str, choice_id: int) -> HttpResponse:
    """One entry: change it, take it off the list, put it back."""
    row = get_object_or_404(KINDS[kind].objects.of(request.organisation), pk=choice_id)
    if request.method != "POST":
        return _show(request, kind, _form(row), editing=row)
    if "retire" in request.POST or "restore" in request.POST:
        back = "restore" in request.POST
        retire_choice(choice=row, back=back, by=request.user, now=timezone.now())
        done = _("“%(name)s” can be chosen again.") if back else _("“%(name)s” can no longer be chosen.")
        messages.success(request, done % {"name": row.name})
        return _back(request, kind)
    return _save(request, kind, row)


def _form(row: Cause | Remedy, data: Any = None) -> CauseForm | RemedyForm:
    if isinstance(row, Remedy):
        return RemedyForm(data, initial={"name": row.name})
    parents = Cause.objects.of(row.organisation).filter(parent=None, is_active=True).exclude(pk=row.pk)
    plain = {name: getattr(row, name) for name in ("name", "playbook", "routing", "to_department")}
    departments = departments_of(row.organisation)
    if row.to_department and row.to_department not in departments:
        departments.append(row.to_department)
    return CauseForm(
        data,
        parents=list(parents.order_by("name")),
        teams=list(Team.objects.of(row.organisation).order_by("name")),
        departments=departments,
        initial={**plain, "parent": row.parent_id or "", "to_team": row.to_team_id or ""},
    )


def _save(request: HttpRequest, kind: str, row: Cause | Remedy) -> HttpResponse:
    editing = row if row.pk else None
    form = _form(row, request.POST)
    if not form.is_valid():
        return _show(request, kind, form, editing=editing, status=422)
    details: dict[str, Any] = {}
    if isinstance(form, CauseForm):
        details = form.values
    try:
        save_choice(
            choice=row, name=form.cleaned_data["name"], by=request.user, now=timezone.now(), **details
        )
    except NameTaken:
        form.add_error("name", _("There is an entry of that name already. Choose another name."))
    except TooDeep:
        form.add_error("parent", _("There are causes below this one: it can't be part of another itself."))
    if form.errors:
        return _show(request, kind, form, editing=editing, status=422)
    messages.success(request, _("Saved."))
    return _back(request, kind)


def _show(
    request: HttpRequest,
    kind: str,
    form: CauseForm | RemedyForm,
    *,
    editing: Cause | Remedy | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = choice_list(request.organisation, KINDS[kind])
    # The row is being changed in memory by a form that was refused; its name on the page is the stored one.
    name = next((row.choice.name for row in rows if editing and row.choice.pk == editing.pk), "")
    context = {"rows": rows, "form": form, "editing": editing, "editing_name": name}
    return render(
        request,
        "followup/causes.html" if kind == "cause" else "followup/remedies.html",
        context,
        status=status,
    )


def _back(request: HttpRequest, kind: str) -> HttpResponse:
    return redirect("followup:causes" if kind == "cause" else "followup:remedies", request.organisation.slug)
