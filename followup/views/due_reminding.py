"""/o/<org>/offers/reminders/: mails to customers whose time to buy again has come; they stop at the purchase."""

from collections import Counter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.permissions import Permission
from followup.actions.launch_promotion import CannotOffer, may_offer
from followup.actions.save_due_reminding import save_due_reminding
from followup.forms.due_reminding import DueRemindingForm
from followup.models import DueReminder, DueReminding

SHOWN = 1000


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SURVEY_VIEW, write=Permission.SURVEY_SEND)
def due_reminding(request: HttpRequest) -> HttpResponse:
    """The mail and its switch, and what became of the last ones."""
    organisation = request.organisation
    row = DueReminding.objects.of(organisation).first()
    form = DueRemindingForm(
        request.POST if request.method == "POST" else None,
        organisation=organisation,
        initial=DueRemindingForm.initial_of(row),
    )
    if request.method == "POST" and form.is_valid() and _save(request, form):
        messages.success(request, _("Saved."))
        return redirect("followup:due_reminding", organisation.slug)
    latest = DueReminder.objects.of(organisation).order_by("-planned_at")
    reasons = Counter(latest.values_list("reason", flat=True)[:SHOWN])
    context = {
        "form": form,
        "row": row,
        "may_offer": may_offer(organisation),
        "written": reasons.pop("", 0),
        "left_out": dict(reasons.most_common()),
        "may_edit": request.membership.can(Permission.SURVEY_SEND),
    }
    return render(request, "followup/due_reminding.html", context, status=422 if form.is_bound else 200)


def _save(request: HttpRequest, form: DueRemindingForm) -> bool:
    chosen = form.cleaned_data
    try:
        save_due_reminding(
            organisation=request.organisation,
            is_on=chosen["is_on"],
            survey=chosen["survey"],
            texts=form.texts(),
            url=chosen["url"],
            by=request.user,
            now=timezone.now(),
        )
    except CannotOffer:
        form.add_error(None, _("Mails need a sender's name and a postal address. They are in the settings."))
        return False
    return True
