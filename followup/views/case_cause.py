"""What seems to lie behind an open case, and handing it over to whoever that belongs to."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from delivery.tasks import deliver_ready
from followup.actions.claim_case import CaseChanged
from followup.actions.create_default_choices import create_default_choices
from followup.actions.hand_over import hand_over
from followup.actions.name_cause import name_cause
from followup.forms.case import CauseForm
from followup.models import Cause
from followup.views.case_desk import back_to_case, seen, show_case, the_case
from nps_app.lib.nudge import nudge


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CASE_WORK)
def case_cause(request: HttpRequest, case_id: int) -> HttpResponse:
    """Name the cause of an open case; some causes hand it over at once."""
    case = the_case(request, case_id)
    if request.method != "POST":
        return back_to_case(request, case)
    listed = create_default_choices(organisation=case.organisation, kind=Cause)
    causes = {choice.name: choice for choice in listed}
    form = CauseForm(request.POST, causes=[(name, name) for name in causes])
    if not form.is_valid():
        return show_case(request, case_id, cause=form)
    chosen = causes[form.cleaned_data["cause"]]
    try:
        name_cause(case=case, cause=chosen, by=request.user, now=timezone.now(), seen=seen(request))
    except CaseChanged as change:
        return show_case(request, case_id, changed=change, cause=form)
    nudge(deliver_ready)
    messages.success(request, _("Cause: %(name)s.") % {"name": chosen.name})
    return back_to_case(request, case)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CASE_WORK)
def case_hand_over(request: HttpRequest, case_id: int) -> HttpResponse:
    """Give the case to the team or department that its cause belongs to."""
    case = the_case(request, case_id)
    if request.method != "POST":
        return back_to_case(request, case)
    try:
        handed = hand_over(case=case, by=request.user, now=timezone.now(), seen=seen(request))
    except CaseChanged as change:
        return show_case(request, case_id, changed=change)
    nudge(deliver_ready)
    if handed:
        messages.success(request, _("The case is handed over."))
    return back_to_case(request, case)
