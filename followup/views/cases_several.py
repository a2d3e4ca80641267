"""The list with boxes to tick: several cases given to somebody, or put off, at once."""

from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from delivery.tasks import deliver_ready
from followup.actions.assign_case import CannotBeAssigned, assign_case
from followup.actions.snooze_case import CannotBeSnoozed, snooze_case
from followup.forms.several import SeveralForm
from followup.models import Case, Team
from followup.queries.calendar import calendar_of, settings_of
from followup.queries.case_workers import case_workers
from followup.queries.inbox import inbox
from followup.rules.snoozing import Until, wake_at
from nps_app.lib.nudge import nudge


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CASE_WORK)
def cases_several(request: HttpRequest) -> HttpResponse:
    organisation = request.organisation
    number = request.GET.get("page", "")
    listed = inbox(
        organisation,
        request.user,
        request.GET.get("tab", ""),
        int(number) if number.isdecimal() and len(number) < 10 else 1,
        timezone.now(),
        search=request.GET.get("q", ""),
        department=request.GET.get("department", ""),
    )
    ids = [row.case_id for row in listed.rows if row.closed_at is None and not row.held]
    form = SeveralForm(
        request.POST if request.method == "POST" else None,
        # What was ticked may have left this page of the list meanwhile; it is still meant.
        case_ids=_posted(request) or ids,
        workers=case_workers(organisation),
        teams=list(Team.objects.of(organisation).order_by("name")),
        initial={"cases": ids if request.GET.get("all") else []},
    )
    if request.method == "POST" and form.is_valid():
        try:
            _do(request, form)
        except CannotBeAssigned:
            form.add_error("owner", _("Nobody there can work on cases any more. Choose somebody else."))
        else:
            return redirect(f"{reverse('followup:cases', args=[organisation.slug])}?{listed.link}")
    context = {"inbox": listed, "form": form, "open": len(ids)}
    return render(request, "followup/several.html", context, status=422 if form.is_bound else 200)


def _posted(request: HttpRequest) -> list[int]:
    """The open cases of this organisation among those that were ticked."""
    ticked = [int(text) for text in request.POST.getlist("cases") if text.isdecimal() and len(text) < 19]
    return list(Case.objects.of(request.organisation).filter(pk__in=ticked).values_list("pk", flat=True))


@transaction.atomic
def _do(request: HttpRequest, form: SeveralForm) -> None:
    """All or nothing; a case that a colleague closed meanwhile is left out and counted."""
    now, typed = timezone.now(), form.cleaned_data
    cases = Case.objects.of(request.organisation).filter(pk__in=typed["cases"]).select_related("organisation")
    done = left = 0
    calendar = calendar_of(settings_of(request.organisation))
    for case in cases.order_by("pk"):
        if not case.is_open or case.is_held:
            left += 1
        elif "snooze" in request.POST:
            until = wake_at(Until(typed["until"] or Until.TOMORROW), day=None, now=now, calendar=calendar)
            done += _snooze(case, until, request, now)
        else:
            owner, team = form.workers.get(typed["owner"]), form.teams.get(typed["owner"])
            assign_case(case=case, owner=owner, team=team, by=request.user, now=now)
            done += 1
    nudge(deliver_ready)
    _tell(request, done, left)


def _snooze(case: Case, until: datetime, request: HttpRequest, now: datetime) -> int:
    try:
        snooze_case(case=case, until=until, by=request.user, now=now)
    except CannotBeSnoozed:
        return 0
    return 1


def _tell(request: HttpRequest, done: int, left: int) -> None:
    if "snooze" in request.POST:
        words = ngettext(
            "%(count)d case is out of sight for now. The clocks go on.",
            "%(count)d cases are out of sight for now. The clocks go on.",
            done,
        )
    else:
        words = ngettext("%(count)d case is assigned.", "%(count)d cases are assigned.", done)
    messages.success(request, words % {"count": done})
    if left:
        words = ngettext(
            "%(count)d case was closed meanwhile and stays as it is.",
            "%(count)d cases were closed meanwhile and stay as they are.",
            left,
        )
        messages.info(request, words % {"count": left})
