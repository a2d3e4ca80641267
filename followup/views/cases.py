import hashlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.permissions import Permission
from followup.actions.look_at_case import look_at_case
from followup.forms.case import CaseForms
from followup.queries.case_page import case_page
from followup.queries.departments import departments_of
from followup.queries.inbox import inbox


@require_safe
@allow(Permission.CASE_VIEW)
def cases(request: HttpRequest) -> HttpResponse:
    """The list, and beside it on a wide screen the case that is due first."""
    page = case_page(
        request.organisation,
        request.user,
        tab=request.GET.get("tab", ""),
        page=_number(request.GET.get("page", "")),
        now=timezone.now(),
        search=request.GET.get("q", ""),
        department=request.GET.get("department", ""),
    )
    context = {
        "page": page,
        "inbox": page.inbox,
        "detail": page.detail,
        "forms": CaseForms.of(page),
        "can_work": request.membership.can(Permission.CASE_WORK),
        "departments": departments_of(request.organisation),
        "mine": request.membership.departments,
        "can_edit_causes": request.membership.can(Permission.SETTINGS_EDIT),
    }
    return render(request, "followup/cases.html", context)


@require_safe
@allow(Permission.CASE_VIEW)
def case_list(request: HttpRequest) -> HttpResponse:
    """The list alone, as the page asks for it every few seconds; 204 while it looks as the page has it."""
    listed = inbox(
        request.organisation,
        request.user,
        request.GET.get("tab", ""),
        _number(request.GET.get("page", "")),
        timezone.now(),
        search=request.GET.get("q", ""),
        department=request.GET.get("department", ""),
    )
    selected = _number(request.GET.get("selected", ""), 0)
    context = {"inbox": listed, "selected": selected, "company": _company(request, selected)}
    parts = ("_tabs", "_rows", "_company")
    shown = [render_to_string(f"followup/{part}.html", context, request) for part in parts]
    digest = hashlib.sha256("".join(shown).encode()).hexdigest()[:16]
    if request.GET.get("digest") == digest:
        return HttpResponse(status=204)
    return render(request, "followup/_refresh.html", {**context, "digest": digest})


def _company(request: HttpRequest, selected: int) -> list[str] | None:
    """Who else looks at the case beside the list; None: there is none."""
    if not selected:
        return None
    return look_at_case(
        organisation=request.organisation, case_id=selected, by=request.user, now=timezone.now()
    )


def _number(text: str, otherwise: int = 1) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else otherwise
