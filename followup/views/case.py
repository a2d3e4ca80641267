"""One case: its page and the four forms on it. Each form has its own address and answers with a redirect."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
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
from followup.actions.reopen_case import NotClosed, reopen_case
from followup.actions.wait_for_customer import wait_for_customer
from followup.forms.case import AssignForm, CloseForm, NoteForm, ReopenForm
from followup.models import Case, Cause, Remedy, Team
from followup.queries.case_detail import mentioned_in
from followup.queries.case_workers import case_workers
from followup.views.case_desk import back_to_case, next_case, seen, show_case, the_case
from nps_app.lib.nudge import nudge


@require_safe
@allow(Permission.CASE_VIEW)
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    return show_case(request, case_id)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CASE_WORK)
def case_note(request: HttpRequest, case_id: int) -> HttpResponse:
    case = the_case(request, case_id)
    if request.method != "POST":
        return back_to_case(request, case)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return show_case(request, case_id, note=form)
    note = add_note(
        case=case, text=form.cleaned_data["text"], by=request.user, now=timezone.now(), seen=seen(request)
    )
    told = mentioned_in(note)
    if told:
        nudge(deliver_ready)
        messages.success(request, _("Note added. Told: %(names)s.") % {"names": ", ".join(told)})
    else:
        messages.success(request, _("Note added."))
    return back_to_case(request, case)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CASE_WORK)
def case_assign(request: HttpRequest, case_id: int) -> HttpResponse:
    case = the_case(request, case_id)
    if request.method != "POST":
        return back_to_case(request, case)
    form = AssignForm(
        request.POST,
        workers=case_workers(request.organisation),
        teams=list(Team.objects.of(request.organisation)),
    )
    if not form.is_valid():
        return show_case(request, case_id, assign=form)
    try:
        event = assign_case(
            case=case,
            owner=form.chosen,
            team=form.chosen_team,
            by=request.user,
            now=timezone.now(),
            seen=seen(request),
        )
    except CannotBeAssigned:
        form.add_error(
            "owner",
            _("Nobody in that team can work on cases. Choose somebody else.")
            if form.chosen_team
            else form.fields["owner"].error_messages["invalid_choice"],
        )
        return show_case(request, case_id, assign=form)
    except CaseChanged as change:
        return show_case(request, case_id, changed=change, assign=form)
    nudge(deliver_ready)
    owner = event.case.owner if event else form.chosen
    if owner:
        messages.success(request, _("%(name)s is in charge now.") % {"name": owner.display_name})
    else:
        messages.success(request, _("Nobody is in charge now."))
    return back_to_case(request, case)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CASE_WORK)
def case_close(request: HttpRequest, case_id: int) -> HttpResponse:
    case = the_case(request, case_id)
    if request.method != "POST":
        return back_to_case(request, case)
    lists = [create_default_choices(organisation=case.organisation, kind=kind) for kind in (Cause, Remedy)]
    causes, remedies = ({choice.name: choice for choice in choices} for choices in lists)
    form = CloseForm(request.POST, causes=[(name, name) for name in causes], remedies=list(remedies))
    if not form.is_valid():
        return show_case(request, case_id, close=form)
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
            seen=seen(request),
        )
    except (CaseChanged, AlreadyClosed) as change:
        # Whoever closed it first, the note that was typed is offered as a note of its own.
        return show_case(request, case_id, changed=change, close=form, kept=typed["note"])
    messages.success(request, _("Case closed."))
    return next_case(request) if "next" in request.POST else back_to_case(request, case)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CASE_WORK)
def case_reopen(request: HttpRequest, case_id: int) -> HttpResponse:
    case = the_case(request, case_id)
    if request.method != "POST":
        return back_to_case(request, case)
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return show_case(request, case_id, reopen=form)
    note = form.cleaned_data["note"]
    try:
        reopen_case(case=case, note=note, by=request.user, now=timezone.now(), seen=seen(request))
    except (CaseChanged, NotClosed) as change:
        return show_case(request, case_id, changed=change, reopen=form, kept=note)
    messages.success(request, _("Case open again, with a new time limit."))
    return back_to_case(request, case)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CASE_WORK)
def case_wait(request: HttpRequest, case_id: int) -> HttpResponse:
    """Says whose turn it is: the customer's (`waiting` is 1) or ours."""
    case = the_case(request, case_id)
    if request.method != "POST":
        return back_to_case(request, case)
    waiting = request.POST.get("waiting") == "1"
    try:
        wait_for_customer(case=case, waiting=waiting, by=request.user, now=timezone.now(), seen=seen(request))
    except CaseChanged as change:
        return show_case(request, case_id, changed=change)
    messages.success(
        request,
        _("Waiting for the customer: the clock for solving it stands still.")
        if waiting
        else _("The clock for solving it runs again."),
    )
    return back_to_case(request, case)
