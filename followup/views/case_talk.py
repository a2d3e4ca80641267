"""Talking with the customer of a case: by mail, by telephone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from delivery.tasks import deliver_ready
from followup.actions.claim_case import CaseChanged
from followup.actions.log_call import CallResult, log_call
from followup.actions.reply_to_customer import MayNotWrite, reply_to_customer
from followup.forms.case import CallForm, NoteForm, ReplyForm
from followup.views.case_desk import back_to_case, seen, show_case, the_case
from nps_app.lib.nudge import nudge


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CASE_WORK)
def case_reply(request: HttpRequest, case_id: int) -> HttpResponse:
    case = the_case(request, case_id)
    if request.method != "POST":
        return back_to_case(request, case)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return show_case(request, case_id, reply=form)
    text = form.cleaned_data["text"]
    try:
        reply_to_customer(case=case, text=text, by=request.user, now=timezone.now(), seen=seen(request))
    except CaseChanged as change:
        return show_case(request, case_id, changed=change, reply=form)
    except MayNotWrite:  # the page says why, in place of the form
        return show_case(request, case_id, note=NoteForm(initial={"text": text}))
    nudge(deliver_ready)
    messages.success(request, _("Your mail is on its way."))
    return back_to_case(request, case)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.CASE_WORK)
def case_call(request: HttpRequest, case_id: int) -> HttpResponse:
    case = the_case(request, case_id)
    if request.method != "POST":
        return back_to_case(request, case)
    form = CallForm(request.POST)
    if not form.is_valid():
        return show_case(request, case_id, call=form)
    result = CallResult(form.cleaned_data["result"])
    try:
        log_call(
            case=case,
            result=result,
            text=form.cleaned_data["text"],
            by=request.user,
            now=timezone.now(),
            seen=seen(request),
        )
    except CaseChanged as change:
        return show_case(request, case_id, changed=change, call=form)
    said = {
        CallResult.REACHED: _("Call noted: the customer has been reached."),
        CallResult.NO_ANSWER: _("Call noted. The customer has still to be reached."),
        CallResult.WRONG_NUMBER: _("Noted that the number is wrong. Ask for another one by mail."),
    }
    messages.success(request, said[result])
    return back_to_case(request, case)
