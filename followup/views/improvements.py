"""/o/<org>/improvements/: what the organisation changes because customers were unhappy."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import allow
from accounts.permissions import Permission
from followup.actions.gather_case import gather_case
from followup.actions.save_improvement import CannotOwn, save_improvement
from followup.forms.improvement import PLAIN, ImprovementForm
from followup.models import Case, Cause, Improvement
from followup.queries.case_workers import case_workers
from followup.queries.improvement_themes import LOOSE_DAYS, loose_themes, names_of, themes_behind
from followup.queries.improvements import causes_of, improvement_list, loose_causes, state_counts
from nps_app.lib.clock import last_days, local_day
from responses.queries.chips import theme_names
from responses.queries.themes import themes_of


@require_safe
@allow(Permission.CASE_VIEW)
def improvements(request: HttpRequest) -> HttpResponse:
    """The list of one state, and the causes that nobody improves yet."""
    now = timezone.now()
    wanted = request.GET.get("state", "")
    state = wanted if wanted in Improvement.State.values else Improvement.State.OPEN.value
    zone = request.organisation.zone
    today = local_day(now, zone)
    context = {
        "state": state,
        "counts": state_counts(request.organisation),
        "rows": improvement_list(request.organisation, state, today=today),
        "loose": loose_causes(request.organisation, now=now) if state == "open" else [],
        "loose_themes": loose_themes(request.organisation, now=now) if state == "open" else [],
        "loose_since": local_day(last_days(LOOSE_DAYS, now=now, zone=zone).start, zone),
        "can_work": request.membership.can(Permission.CASE_WORK),
    }
    return render(request, "followup/improvements.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CASE_WORK)
def improvement_new(request: HttpRequest) -> HttpResponse:
    """A new one; `cause`, `case`, or `theme` and `since` in the address say what it begins with."""
    case = _named(Case, request, "case")
    cause = _named(Cause, request, "cause")
    initial: dict[str, Any] = {"owner": request.user.pk}
    if cause is not None:
        initial |= {"causes": [cause.pk], "title": cause.name}
    theme = names_of([request.GET.get("theme", "")], request.organisation)
    for key, name in theme.items():
        initial |= {"themes": [key], "title": name, "comments_since": _since(request)}
    return _edit(request, Improvement(organisation=request.organisation), initial, case)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CASE_WORK)
def improvement_edit(request: HttpRequest, improvement_id: int) -> HttpResponse:
    row = get_object_or_404(
        Improvement.objects.of(request.organisation).select_related("owner"), pk=improvement_id
    )
    causes = causes_of([row], request.organisation).get(row.pk, [])
    initial = {
        **{name: getattr(row, name) for name in PLAIN},
        "owner": row.owner_id or "",
        "causes": [cause.pk for cause in causes],
        "themes": themes_behind([row], request.organisation).get(row.pk, []),
    }
    return _edit(request, row, initial, None)


@require_POST
@allow(Permission.CASE_WORK)
def case_improvement(request: HttpRequest, case_id: int) -> HttpResponse:
    """Put a case behind an improvement that is there already, or take it away."""
    case = get_object_or_404(Case.objects.of(request.organisation), pk=case_id)
    away = "away" in request.POST
    row = _chosen(request, request.POST.get("away" if away else "improvement", ""))
    if row is None:
        messages.error(request, _("Choose an improvement from the list."))
    elif gather_case(improvement=row, case=case, by=request.user, now=timezone.now(), away=away):
        said = _("Taken away from “%(title)s”.") if away else _("The case is behind “%(title)s” now.")
        messages.success(request, said % {"title": row.title})
    return redirect("followup:case", request.organisation.slug, case.pk)


def _edit(request: HttpRequest, row: Improvement, initial: dict[str, Any], case: Case | None) -> HttpResponse:
    workers, chosen = case_workers(request.organisation), set(initial.get("causes", []))
    if row.owner is not None and row.owner not in workers:
        workers.append(row.owner)
    causes = Cause.objects.of(request.organisation).select_related("parent").order_by("parent__name", "name")
    form = ImprovementForm(
        request.POST if request.method == "POST" else None,
        workers=workers,
        causes=[cause for cause in causes if cause.is_active or cause.pk in chosen],
        themes=theme_names(themes_of(request.organisation)),
        initial=initial,
    )
    if form.is_bound and form.is_valid():
        try:
            save_improvement(improvement=row, case=case, by=request.user, now=timezone.now(), **form.values)
        except CannotOwn:
            form.add_error("owner", form.fields["owner"].error_messages["invalid_choice"])
        else:
            messages.success(request, _("Saved."))
            return redirect("followup:improvement", request.organisation.slug, row.pk)
    # What a refused form changed in memory is not what the page calls it.
    context = {
        "form": form,
        "improvement": row,
        "case": case,
        "title": initial.get("title") if row.pk else "",
    }
    return render(request, "followup/improvement_edit.html", context, status=422 if form.is_bound else 200)


def _named(model: type[Any], request: HttpRequest, name: str) -> Any:
    """The row an address names, or None; another organisation's is 404."""
    text = request.GET.get(name, "")
    if not text.isdecimal() or len(text) > 18:
        return None
    return get_object_or_404(model.objects.of(request.organisation), pk=int(text))


def _since(request: HttpRequest) -> date | None:
    """The day in the address; nothing where it is none."""
    try:
        return date.fromisoformat(request.GET.get("since", ""))
    except ValueError:
        return None


def _chosen(request: HttpRequest, text: str) -> Improvement | None:
    if not text.isdecimal() or len(text) > 18:
        return None
    return get_object_or_404(Improvement.objects.of(request.organisation), pk=int(text))
