"""Where a case stands: put off, brought back, escalated, merged. Each form has its own address."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from delivery.tasks import deliver_ready
from followup.actions.calm_case import calm_case
from followup.actions.claim_case import CaseChanged
from followup.actions.escalate_case import CannotBeEscalated, escalate_case
from followup.actions.merge_cases import CannotBeMerged, merge_cases
from followup.actions.settle_mentions import settle_mentions
from followup.actions.snooze_case import CannotBeSnoozed, snooze_case
from followup.actions.wake_case import wake_case
from followup.forms.case import NoteForm
from followup.forms.case_state import EscalateForm, MergeForm, SnoozeForm
from followup.queries.calendar import calendar_of, settings_of
from followup.queries.case_detail import siblings_of
from followup.rules.snoozing import NotThatDay, Until, wake_at
from followup.views.case_desk import back_to_case, seen, show_case, the_case
from nps_app.lib import formats
from nps_app.lib.nudge import nudge


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CASE_WORK)
def case_snooze(request: HttpRequest, case_id: int) -> HttpResponse:
    case = the_case(request, case_id)
    if request.method != "POST":
        return back_to_case(request, case)
    form, now, organisation = SnoozeForm(request.POST), timezone.now(), request.organisation
    if not form.is_valid():
        return show_case(request, case_id, snooze=form)
    try:
        until = wake_at(
            Until(form.cleaned_data["until"]),
            day=form.cleaned_data["day"],
            now=now,
            calendar=calendar_of(settings_of(organisation)),
        )
        snooze_case(case=case, until=until, by=request.user, now=now, seen=seen(request))
    except NotThatDay:
        form.refuse_day()
        return show_case(request, case_id, snooze=form)
    except (CaseChanged, CannotBeSnoozed) as change:
        return show_case(request, case_id, changed=change, snooze=form)
    when = formats.day_and_time(until.astimezone(organisation.zone), organisation.region)
    messages.success(
        request,
        _("Out of sight until %(when)s, or until the customer answers. The clocks go on.") % {"when": when},
    )
    return back_to_case(request, case)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CASE_WORK)
def case_wake(request: HttpRequest, case_id: int) -> HttpResponse:
    case = the_case(request, case_id)
    if request.method != "POST":
        return back_to_case(request, case)
    try:
        wake_case(case=case, by=request.user, now=timezone.now(), seen=seen(request))
    except CaseChanged as change:
        return show_case(request, case_id, changed=change)
    messages.success(request, _("The case is back on the list."))
    return back_to_case(request, case)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CASE_WORK)
def case_escalate(request: HttpRequest, case_id: int) -> HttpResponse:
    """Asks for help, or (`over`) says that it has come."""
    case = the_case(request, case_id)
    if request.method != "POST":
        return back_to_case(request, case)
    if "over" in request.POST:
        return _calm(request, case_id)
    form = EscalateForm(request.POST)
    if not form.is_valid():
        return show_case(request, case_id, escalate=form)
    reason = form.cleaned_data["reason"]
    try:
        escalate_case(case=case, reason=reason, by=request.user, now=timezone.now(), seen=seen(request))
    except (CaseChanged, CannotBeEscalated) as change:
        # The form may be gone with the change: what was typed is offered as a note.
        return show_case(
            request, case_id, changed=change, escalate=form, note=NoteForm(initial={"text": reason})
        )
    nudge(deliver_ready)
    messages.success(request, _("Escalated. The case stays with whoever is in charge."))
    return back_to_case(request, case)


def _calm(request: HttpRequest, case_id: int) -> HttpResponse:
    case = the_case(request, case_id)
    try:
        calm_case(case=case, by=request.user, now=timezone.now(), seen=seen(request))
    except CaseChanged as change:
        return show_case(request, case_id, changed=change)
    messages.success(request, _("The escalation is over."))
    return back_to_case(request, case)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CASE_WORK)
def case_merge(request: HttpRequest, case_id: int) -> HttpResponse:
    case = the_case(request, case_id)
    if request.method != "POST":
        return back_to_case(request, case)
    form = MergeForm(request.POST, siblings=siblings_of(case))
    if not form.is_valid():
        return show_case(request, case_id, merge=form)
    try:
        merge_cases(kept=case, other=form.chosen, by=request.user, now=timezone.now(), seen=seen(request))
    except (CaseChanged, CannotBeMerged) as change:
        return show_case(request, case_id, changed=change, merge=form)
    messages.success(request, _("Merged: one case, with the history of both and the earlier time limits."))
    return back_to_case(request, case)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CASE_VIEW)
def case_seen(request: HttpRequest, case_id: int) -> HttpResponse:
    """Whoever is mentioned has read it and need not be reminded."""
    case = the_case(request, case_id)
    if request.method == "POST":
        settle_mentions(case=case, by=request.user, now=timezone.now())
        messages.success(request, _("Off your list of mentions."))
    return back_to_case(request, case)
