"""/o/<org>/settings/replies/: where customers answer what colleagues write them from cases."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import allow
from accounts.permissions import Permission
from delivery.actions.check_reply_address import check_reply_address
from delivery.actions.remove_reply_address import remove_reply_address
from delivery.actions.save_reply_address import save_reply_address
from delivery.forms.reply_address import WAY_LABELS, ReplyAddressForm, WayChoice, chosen_way
from delivery.models import ReplyAddress
from delivery.queries.replies import reply_address_of
from delivery.rules.reply_ways import BY_KEY, MAILBOX
from delivery.tasks import deliver_ready
from delivery.transports.mailbox import MailboxUnreachable
from nps_app.lib import ratelimit
from nps_app.lib.nudge import nudge

CHECKS_A_MINUTE = 5


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SETTINGS_EDIT)
def reply_address(request: HttpRequest) -> HttpResponse:
    """How it is doing, and the form: the way is chosen in the address, its fields are filled in and saved."""
    stored = reply_address_of(request.organisation)
    typed = request.POST if request.method == "POST" else None
    way = chosen_way((request.POST if typed else request.GET).get("way"), stored)
    form = ReplyAddressForm(typed, way=way, stored=stored) if way else None
    if typed is not None and form is not None and form.is_valid():
        save_reply_address(
            organisation=request.organisation,
            way=form.way.key,
            address=form.cleaned_data["address"],
            options=form.options,
            secrets=form.secrets,
            by=request.user,
            now=timezone.now(),
        )
        messages.success(request, _("Saved. Now send the test mail: nothing is used before it has arrived."))
        return redirect("delivery:reply_address", org=request.organisation.slug)
    context = _state(stored) | {
        "choice": WayChoice(initial={"way": way.key if way else MAILBOX}),
        "form": form,
        "form_label": _label(form.way.key) if form else "",
    }
    return render(request, "delivery/reply_address.html", context, status=422 if typed is not None else 200)


@require_safe
@allow(Permission.SETTINGS_EDIT)
def reply_address_state(request: HttpRequest) -> HttpResponse:
    """How it is doing, alone: the page asks for it while a test mail is on its way."""
    return render(request, "delivery/_reply_state.html", _state(reply_address_of(request.organisation)))


@require_POST
@allow(Permission.SETTINGS_EDIT)
def reply_address_check(request: HttpRequest) -> HttpResponse:
    """Open the mailbox, if it is one, and send a test mail to the address."""
    row = reply_address_of(request.organisation)
    here = redirect("delivery:reply_address", org=request.organisation.slug)
    if row is None:
        messages.info(request, _("No address for answers is set up."))
        return here
    if ratelimit.exceeded("check_replies", str(request.organisation.pk), limit=CHECKS_A_MINUTE, seconds=60):
        messages.error(request, _("That was often enough. Wait a minute, then try again."))
        return here
    try:
        check_reply_address(row=row, by=request.user, now=timezone.now())
    except MailboxUnreachable as trouble:
        context = {"problem": trouble.cause, "detail": str(trouble)[:300]}
        return _show_trouble(request, row, context)
    nudge(deliver_ready)
    messages.success(request, _("The test mail is on its way."))
    return here


@require_POST
@allow(Permission.SETTINGS_EDIT)
def reply_address_remove(request: HttpRequest) -> HttpResponse:
    """Go back to the colleagues' own addresses."""
    if (row := reply_address_of(request.organisation)) is not None:
        remove_reply_address(row=row, by=request.user, now=timezone.now())
    messages.success(request, _("Customers answer to the mailbox of the colleague who wrote, again."))
    return redirect("delivery:reply_address", org=request.organisation.slug)


def _show_trouble(request: HttpRequest, row: ReplyAddress, trouble: dict[str, str]) -> HttpResponse:
    way = chosen_way(None, row)
    form = ReplyAddressForm(way=way, stored=row) if way else None
    context = _state(row) | {
        "trouble": trouble,
        "choice": WayChoice(initial={"way": row.way}),
        "form": form,
        "form_label": _label(row.way),
    }
    return render(request, "delivery/reply_address.html", context, status=422)


def _state(stored: ReplyAddress | None) -> dict[str, object]:
    hook = ""
    if stored is not None and not stored.is_mailbox:
        hook = settings.SITE_URL + reverse("delivery:reply_hook", args=[stored.hook_key])
    label = _label(stored.way) if stored else ""
    return {"stored": stored, "label": label, "hook": hook, "in_trial": bool(settings.MAIL_CATCHER_DIR)}


def _label(way: str) -> str:
    return str(WAY_LABELS.get(way) or BY_KEY[way].label)
