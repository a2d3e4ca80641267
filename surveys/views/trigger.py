"""/o/<org>/triggers/<id>/: exact counts, each event with what came of it, and the button that stops it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow
from accounts.permissions import Permission
from contacts.forms.segment import OPERATORS
from contacts.rules.segment_rules import parse_rules
from nps_app.lib.nudge import nudge
from reports.queries.arms import compare_arms
from surveys.actions.change_programme import CannotChange
from surveys.actions.change_trigger import change_trigger
from surveys.actions.check_readiness import check_readiness
from surveys.models import Campaign, EventAsk, Invitation, Trigger
from surveys.queries.days import days_of
from surveys.rules.asked_after import Tally, tally_of
from surveys.rules.progress import progress_of
from surveys.tasks import ask_after_events

PAGE = 50


@allow(Permission.SURVEY_VIEW)
@require_safe
def trigger(request: HttpRequest, pk: int) -> HttpResponse:
    """The trigger with its events, newest first, by state."""
    row = _find(request, pk)
    asks = EventAsk.objects.of(request.organisation)
    tally = tally_of(asks.tallies([row.pk]).get(row.pk, {}))
    state, before = request.GET.get("state", ""), request.GET.get("before", "")
    found = asks.filter(trigger=row).select_related("contact", "event")
    kept = {"state": state} if state in EventAsk.State.values else {}
    if kept:
        found = found.filter(state=state)
    if before.isdecimal() and len(before) < 19:
        found = found.filter(pk__lt=int(before))
    rows = list(found.order_by("-pk")[: PAGE + 1])
    invitations = Invitation.objects.of(request.organisation).filter(campaign__trigger=row)
    progress = progress_of(invitations.counts("campaign__trigger").get(row.pk, {}))
    sends = Campaign.objects.of(request.organisation).select_related("organisation")
    of_trigger = {"campaign__trigger": row.pk}
    context = {
        "trigger": row,
        "conditions": _in_words(row),
        "missing": check_readiness(organisation=request.organisation, survey=row.survey, offer=row.offer),
        "tally": tally,
        "progress": progress,
        "comparison": compare_arms(row.experiment, **of_trigger) if row.experiment else None,
        "tabs": _tabs(tally, kept.get("state", "")),
        "days": days_of(sends.filter(trigger=row), request.GET.get("days_before", "")),
        "asks": rows[:PAGE],
        "newest": f"?{urlencode(kept)}" if before else "",
        "older": f"?{urlencode(kept | {'before': rows[PAGE - 1].pk})}" if len(rows) > PAGE else "",
    }
    return render(request, "surveys/trigger.html", context)


@allow(Permission.SURVEY_SEND)
@require_POST
def trigger_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Pause, resume, stop."""
    row, state = _find(request, pk), request.POST.get("state", "")
    try:
        if state not in Trigger.State.values:
            raise CannotChange
        change_trigger(trigger=row, state=state, by=request.user, now=timezone.now())
    except CannotChange:
        messages.info(request, _("Nothing was changed."))
    else:
        nudge(ask_after_events)
        messages.success(request, _("Saved."))
    return redirect("surveys:trigger", org=request.organisation.slug, pk=pk)


def _find(request: HttpRequest, pk: int) -> Trigger:
    triggers = Trigger.objects.of(request.organisation).select_related("survey", "experiment")
    return get_object_or_404(triggers, pk=pk)


def _in_words(row: Trigger) -> list[str]:
    words = dict(OPERATORS)
    rules = parse_rules(row.conditions)
    return [f"{rule.property_name} {words[rule.operator.value]} {rule.value}".strip() for rule in rules]


def _tabs(tally: Tally, chosen: str) -> list[dict[str, object]]:
    numbers = [
        ("", _("All"), tally.total),
        (EventAsk.State.WAITING, _("Waiting"), tally.waiting),
        (EventAsk.State.ASKED, _("Asked"), tally.asked),
        (EventAsk.State.DROPPED, _("Dropped"), tally.dropped_count),
    ]
    return [
        {
            "label": label,
            "url": f"?state={state}" if state else "?",
            "active": state == chosen,
            "count": count,
        }
        for state, label, count in numbers
    ]
