"""/caught-sms/<name>/: an SMS that `make run` caught, as a phone shows it, and a box to answer it as its recipient."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from delivery.access import in_trial_only
from delivery.forms.caught_sms import ReplyForm
from delivery.models import InboundMessage, OutboundMessage
from delivery.rules.references import rows_named_in
from delivery.tasks import deliver_ready_sms
from delivery.transports.sms.catcher import CaughtSms, find_sms, keep
from followup.tasks import triage_answers
from nps_app.lib.nudge import nudge
from responses.actions.take_sms import take_sms

Heard = InboundMessage.Meaning


@in_trial_only
@require_http_methods(["GET", "HEAD", "POST"])
def caught_sms(request: HttpRequest, name: str) -> HttpResponse:
    """GET shows it; POST is what would have come back from the phone."""
    caught = find_sms(name)
    if caught is None:
        raise Http404
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        messages.info(request, _answer(caught, form.cleaned_data["text"]))
        return redirect("delivery:caught_mails")
    context = {"caught": caught, "form": form, "may_answer": not caught.is_reply}
    return render(request, "delivery/caught_sms.html", context, status=422 if form.is_bound else 200)


def _answer(caught: CaughtSms, text: str) -> str:
    """Take a text in as a provider would bring it, and say what was made of it."""
    rows = rows_named_in(caught.ref, [str(settings.SECRET_KEY)])
    row = OutboundMessage.objects.filter(pk__in=rows).select_related("organisation").first()
    if row is None or row.organisation is None:
        return _("The message is no longer in the ledger.")
    reply = keep(to=row.organisation.sender_name or row.organisation.name, body=text, ref="", is_reply=True)
    taken = take_sms(
        organisation=row.organisation,
        transport=None,
        sender=caught.to,
        text=text,
        provider_ref=reply.id,
        now=timezone.now(),
    )
    nudge(deliver_ready_sms)
    if taken is not None and taken.response is not None and taken.response.triaged_at is None:
        nudge(triage_answers)
    words = {
        Heard.SCORE: _("Taken as a score."),
        Heard.COMMENT: _("Taken as the reason for the score."),
        Heard.STOP: _("Taken as a wish to get no more SMS."),
        Heard.START: _("Taken as a wish to get SMS again."),
        Heard.UNCLEAR: _("No number from 0 to 10 was found; the person gets one hint."),
    }
    nothing = _("Nothing was asked of this number.")
    return words.get(Heard(taken.meaning), nothing) if taken else nothing
