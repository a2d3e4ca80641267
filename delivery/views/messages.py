"""/o/<org>/messages/: every message that was to leave, its state and the reason in words."""

from urllib.parse import urlencode

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import allow
from accounts.permissions import Permission
from delivery.actions.settle_uncertain import AlreadySettled, settle_uncertain
from delivery.forms.messages import STATES, MessageFilter, SettleForm
from delivery.models import OutboundMessage
from delivery.queries.message_list import message_list
from nps_app.lib.nudge import nudge
from surveys.tasks import reconcile_invitations


@allow(Permission.MESSAGE_VIEW)
@require_GET
def messages(request: HttpRequest) -> HttpResponse:
    """The list, by state, kind and recipient."""
    sees_accounts = request.membership.can(Permission.MEMBER_MANAGE)
    form = MessageFilter(request.GET, with_account_mails=sees_accounts)
    form.is_valid()
    chosen = form.cleaned_data
    page = message_list(
        request.organisation,
        states=STATES.get(chosen.get("state", ""), ()),
        kind=chosen.get("kind", ""),
        recipient=chosen.get("to", ""),
        before=chosen.get("before"),
        # Who asked for a new password is the business of those who manage the people.
        with_account_mails=sees_accounts,
    )
    kept = {name: chosen[name] for name in ("state", "kind", "to") if chosen.get(name)}
    context = {
        "form": form,
        "page": page,
        "filtered": bool(kept),
        "newest": f"?{urlencode(kept)}" if chosen.get("before") else "",
        "older": f"?{urlencode(kept | {'before': page.older_than})}" if page.older_than else "",
    }
    return render(request, "delivery/messages.html", context)


@allow(Permission.SURVEY_SEND)
@require_POST
def message_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what became of an uncertain message."""
    row = get_object_or_404(OutboundMessage.objects.of(request.organisation), pk=pk)
    form = SettleForm(request.POST)
    if not form.is_valid():
        notes.error(request, _("Say whether the message arrived, then try again."))
        return redirect("delivery:messages", org=request.organisation.slug)
    try:
        settle_uncertain(
            message=row, arrived=form.cleaned_data["arrived"], by=request.user, now=timezone.now()
        )
    except AlreadySettled:
        notes.info(request, _("This message has been settled meanwhile."))
    else:
        nudge(reconcile_invitations)
        notes.success(request, _("Noted. The message is not sent again."))
    return redirect("delivery:messages", org=request.organisation.slug)
