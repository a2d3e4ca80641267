"""What the pages of one case have in common: the case of an address, its page, and where to go afterwards."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Permission
from followup.actions.claim_case import CaseChanged
from followup.actions.look_at_case import look_at_case
from followup.forms.case import CaseForms, NoteForm, ReplyForm
from followup.models import Case, SavedReply
from followup.queries.case_detail import history_lines
from followup.queries.case_page import case_page
from followup.queries.inbox import inbox
from followup.queries.replying import filled_reply


def the_case(request: HttpRequest, case_id: int) -> Case:
    cases = Case.objects.of(request.organisation)
    return get_object_or_404(cases.select_related("organisation", "owner"), pk=case_id)


def show_case(
    request: HttpRequest,
    case_id: int,
    *,
    changed: Exception | None = None,
    kept: str = "",
    **bound: Any,
) -> HttpResponse:
    """The page; with forms that were refused it is a 422 that keeps what was typed."""
    try:
        page = case_page(
            request.organisation,
            request.user,
            tab=request.GET.get("tab", ""),
            page=1,
            now=timezone.now(),
            case_id=case_id,
            search=request.GET.get("q", ""),
            department=request.GET.get("department", ""),
        )
    except Case.DoesNotExist:
        raise Http404 from None
    if kept:
        bound["note"] = NoteForm(initial={"text": kept})
    refused = bool(bound or changed)
    saved = _saved(request)
    if saved and page.detail and "reply" not in bound:
        bound["reply"] = ReplyForm(initial={"text": filled_reply(page.detail.case, saved, request.user)})
    context = {
        "page": page,
        "inbox": page.inbox,
        "detail": page.detail,
        "forms": CaseForms.of(page, **bound),
        "refused": refused,
        "changed": changed,
        "changes": history_lines(changed.events) if isinstance(changed, CaseChanged) else [],
        "company": look_at_case(
            organisation=request.organisation, case_id=case_id, by=request.user, now=timezone.now()
        ),
        "can_work": request.membership.can(Permission.CASE_WORK),
    }
    return render(request, "followup/case.html", context, status=422 if refused else 200)


def _saved(request: HttpRequest) -> SavedReply | None:
    """The saved reply that was picked for the mail to the customer."""
    picked = request.GET.get("saved", "")
    if not picked.isdecimal() or len(picked) > 18:
        return None
    row: SavedReply | None = SavedReply.objects.of(request.organisation).filter(pk=picked).first()
    return row


def back_to_case(request: HttpRequest, case: Case) -> HttpResponse:
    """To the case's page, with the list the colleague came from."""
    return redirect(reverse("followup:case", args=[request.organisation.slug, case.pk]) + _list(request))


def next_case(request: HttpRequest) -> HttpResponse:
    """To the case that is due first on the colleague's list, or to the list when it is empty."""
    tab = request.GET.get("tab", "")
    came = {"search": request.GET.get("q", ""), "department": request.GET.get("department", "")}
    rows = inbox(request.organisation, request.user, tab, 1, timezone.now(), **came).rows
    open_rows = [row for row in rows if row.closed_at is None]
    slug = request.organisation.slug
    if open_rows:
        return redirect(reverse("followup:case", args=[slug, open_rows[0].case_id]) + _list(request))
    return redirect(reverse("followup:cases", args=[slug]) + _list(request))


def _list(request: HttpRequest) -> str:
    """The list a colleague came from, as part of an address."""
    came = {name: request.GET[name] for name in ("tab", "q", "department") if request.GET.get(name)}
    return f"?{urlencode(came)}" if came else ""


def seen(request: HttpRequest) -> int | None:
    text = request.POST.get("seen", "")
    return int(text) if text.isdecimal() and len(text) < 19 else None
