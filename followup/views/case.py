"""One case: its page and the four forms on it. Each form has its own address and answers with a redirect."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import allow
from accounts.permissions import Permission
from delivery.tasks import deliver_ready
from followup.actions.add_note import add_note
from followup.actions.assign_case import CannotBeAssigned, assign_case
from followup.actions.claim_case import CaseChanged
from followup.actions.close_case import AlreadyClosed, close_case
from followup.actions.create_default_choices import create_default_choices
from followup.actions.look_at_case import look_at_case
from followup.actions.reopen_case import NotClosed, reopen_case
from followup.actions.reply_to_customer import MayNotWrite, reply_to_customer
from followup.actions.wait_for_customer import wait_for_customer
from followup.forms.case import AssignForm, CaseForms, CloseForm, NoteForm, ReopenForm, ReplyForm
from followup.models import Case, Cause, Remedy, SavedReply
from followup.queries.case_detail import history_lines
from followup.queries.case_page import case_page
from followup.queries.case_workers import case_workers
from followup.queries.inbox import inbox
from followup.queries.replying import filled_reply
from nps_app.lib.nudge import nudge


@require_safe
@allow(Permission.CASE_VIEW)
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    return _show(request, case_id)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CASE_WORK)
def case_note(request: HttpRequest, case_id: int) -> HttpResponse:
    case = _case(request, case_id)
    if request.method != "POST":
        return _back(request, case)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _show(request, case_id, note=form)
    add_note(
        case=case, text=form.cleaned_data["text"], by=request.user, now=timezone.now(), seen=_seen(request)
    )
    messages.success(request, _("Note added."))
    return _back(request, case)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CASE_WORK)
def case_assign(request: HttpRequest, case_id: int) -> HttpResponse:
    case = _case(request, case_id)
    if request.method != "POST":
        return _back(request, case)
    form = AssignForm(request.POST, workers=case_workers(request.organisation))
    if not form.is_valid():
        return _show(request, case_id, assign=form)
    try:
        assign_case(case=case, owner=form.chosen, by=request.user, now=timezone.now(), seen=_seen(request))
    except CannotBeAssigned:
        form.add_error("owner", form.fields["owner"].error_messages["invalid_choice"])
        return _show(request, case_id, assign=form)
    except CaseChanged as change:
        return _show(request, case_id, changed=change, assign=form)
    nudge(deliver_ready)
    if form.chosen:
        messages.success(request, _("%(name)s is in charge now.") % {"name": form.chosen.display_name})
    else:
        messages.success(request, _("Nobody is in charge now."))
    return _back(request, case)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CASE_WORK)
def case_close(request: HttpRequest, case_id: int) -> HttpResponse:
    case = _case(request, case_id)
    if request.method != "POST":
        return _back(request, case)
    lists = [create_default_choices(organisation=case.organisation, kind=kind) for kind in (Cause, Remedy)]
    causes, remedies = ({choice.name: choice for choice in choices} for choices in lists)
    form = CloseForm(request.POST, causes=[(name, name) for name in causes], remedies=list(remedies))
    if not form.is_valid():
        return _show(request, case_id, close=form)
    typed = form.cleaned_data
    try:
        close_case(
            case=case,
            cause=causes[typed["cause"]],
            remedy=remedies[typed["remedy"]],
            outcome=Case.Outcome(typed["outcome"]),
            note=typed["note"],
            by=request.user,
            now=timezone.now(),
            seen=_seen(request),
        )
    except (CaseChanged, AlreadyClosed) as change:
        # Whoever closed it first, the note that was typed is offered as a note of its own.
        return _show(request, case_id, changed=change, close=form, kept=typed["note"])
    messages.success(request, _("Case closed."))
    return _next(request) if "next" in request.POST else _back(request, case)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CASE_WORK)
def case_reopen(request: HttpRequest, case_id: int) -> HttpResponse:
    case = _case(request, case_id)
    if request.method != "POST":
        return _back(request, case)
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return _show(request, case_id, reopen=form)
    note = form.cleaned_data["note"]
    try:
        reopen_case(case=case, note=note, by=request.user, now=timezone.now(), seen=_seen(request))
    except (CaseChanged, NotClosed) as change:
        return _show(request, case_id, changed=change, reopen=form, kept=note)
    messages.success(request, _("Case open again, with a new time limit."))
    return _back(request, case)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CASE_WORK)
def case_wait(request: HttpRequest, case_id: int) -> HttpResponse:
    """Says whose turn it is: the customer's (`waiting` is 1) or ours."""
    case = _case(request, case_id)
    if request.method != "POST":
        return _back(request, case)
    waiting = request.POST.get("waiting") == "1"
    try:
        wait_for_customer(
            case=case, waiting=waiting, by=request.user, now=timezone.now(), seen=_seen(request)
        )
    except CaseChanged as change:
        return _show(request, case_id, changed=change)
    messages.success(
        request,
        _("Waiting for the customer: the clock for solving it stands still.")
        if waiting
        else _("The clock for solving it runs again."),
    )
    return _back(request, case)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CASE_WORK)
def case_reply(request: HttpRequest, case_id: int) -> HttpResponse:
    case = _case(request, case_id)
    if request.method != "POST":
        return _back(request, case)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _show(request, case_id, reply=form)
    text = form.cleaned_data["text"]
    try:
        reply_to_customer(case=case, text=text, by=request.user, now=timezone.now(), seen=_seen(request))
    except CaseChanged as change:
        return _show(request, case_id, changed=change, reply=form)
    except MayNotWrite:  # the page says why, in place of the form
        return _show(request, case_id, note=NoteForm(initial={"text": text}))
    nudge(deliver_ready)
    messages.success(request, _("Your mail is on its way."))
    return _back(request, case)


def _case(request: HttpRequest, case_id: int) -> Case:
    cases = Case.objects.of(request.organisation)
    return get_object_or_404(cases.select_related("organisation", "owner"), pk=case_id)


def _show(
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


def _back(request: HttpRequest, case: Case) -> HttpResponse:
    """To the case's page, with the list the colleague came from."""
    url = reverse("followup:case", args=[request.organisation.slug, case.pk])
    tab = request.GET.get("tab")
    return redirect(f"{url}?{urlencode({'tab': tab})}" if tab else url)


def _next(request: HttpRequest) -> HttpResponse:
    """To the case that is due first on the colleague's list, or to the list when it is empty."""
    tab = request.GET.get("tab", "")
    rows = inbox(request.organisation, request.user, tab, 1, timezone.now()).rows
    open_rows = [row for row in rows if row.closed_at is None]
    slug, query = request.organisation.slug, f"?{urlencode({'tab': tab})}" if tab else ""
    if open_rows:
        return redirect(reverse("followup:case", args=[slug, open_rows[0].case_id]) + query)
    return redirect(reverse("followup:cases", args=[slug]) + query)


def _seen(request: HttpRequest) -> int | None:
    text = request.POST.get("seen", "")
    return int(text) if text.isdecimal() and len(text) < 19 else None
