from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import PENDING_INVITE
from accounts.actions import accept_invite as action
from accounts.forms.member import ROLE_NAMES
from accounts.models import Invite


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invite(request: HttpRequest, token: str) -> HttpResponse:
    """The link in an invitation mail: GET shows who invites, POST joins, or sends a new person to sign up."""
    invite = Invite.objects.open_with(token, now=timezone.now())
    if invite is None:
        return render(request, "accounts/invite_gone.html", status=404)
    if request.method == "POST" and not request.user.is_authenticated:
        # The token reached this browser through the mailbox: the address is proven.
        request.session[PENDING_INVITE] = token
        request.session["account_verified_email"] = invite.email
        return redirect("account_signup")
    if request.method == "POST":
        return _join(request, token)
    return _page(request, invite, status=200)


def _join(request: HttpRequest, token: str) -> HttpResponse:
    try:
        membership = action.accept_invite(token=token, by=request.user, now=timezone.now())
    except action.InviteGone:
        return render(request, "accounts/invite_gone.html", status=404)
    except action.InviteForAnother:
        return _page(request, Invite.objects.open_with(token, now=timezone.now()), status=422)
    messages.success(
        request, _("Welcome to %(organisation)s.") % {"organisation": membership.organisation.name}
    )
    return redirect("reports:dashboard", membership.organisation.slug)


def _page(request: HttpRequest, invite: Invite | None, *, status: int) -> HttpResponse:
    if invite is None:
        return render(request, "accounts/invite_gone.html", status=404)
    for_another = request.user.is_authenticated and request.user.email.lower() != invite.email.lower()
    context = {"invite": invite, "role": ROLE_NAMES[invite.role], "for_another": for_another}
    return render(request, "accounts/accept_invite.html", context, status=status)
