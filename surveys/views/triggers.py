"""/o/<org>/triggers/: after which events customers are asked; and a form to begin."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from contacts.queries.event_names import event_names
from surveys.actions.launch_campaign import CannotLaunch
from surveys.actions.start_trigger import start_trigger
from surveys.forms.trigger import TriggerForm
from surveys.models import EventAsk, Trigger
from surveys.rules.asked_after import tally_of

MOST = 100


@allow(Permission.SURVEY_VIEW, write=Permission.SURVEY_SEND)
@require_http_methods(["GET", "HEAD", "POST"])
def triggers(request: HttpRequest) -> HttpResponse:
    """The list, newest first."""
    posted = request.POST if request.method == "POST" else None
    form, missing = TriggerForm(posted, organisation=request.organisation), []
    if form.is_bound and form.is_valid():
        try:
            row = start_trigger(
                organisation=request.organisation,
                survey=form.cleaned_data["survey"],
                event_name=form.cleaned_data["event_name"],
                delay_hours=form.delay_hours,
                conditions=form.conditions,
                experiment=form.cleaned_data["experiment"],
                offer=form.cleaned_data["offer"],
                by=request.user,
                now=timezone.now(),
            )
        except CannotLaunch as refusal:
            missing = refusal.missing
            form.add_error("survey", _("This cannot be sent yet. What is missing is listed below."))
        else:
            messages.success(request, _("From now on these events are listened to."))
            return redirect("surveys:trigger", org=request.organisation.slug, pk=row.pk)
    found = Trigger.objects.of(request.organisation).select_related("survey").order_by("-pk")
    rows = list(found[:MOST])
    tallies = EventAsk.objects.of(request.organisation).tallies([row.pk for row in rows])
    context = {
        "form": form,
        "missing": missing,
        "rows": [(row, tally_of(tallies.get(row.pk, {}))) for row in rows],
        "event_names": event_names(request.organisation),
    }
    return render(request, "surveys/triggers.html", context, status=422 if form.is_bound else 200)
