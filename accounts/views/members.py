from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import allow
from accounts.actions import change_role as role_action
from accounts.actions import remove_member as remove_action
from accounts.actions import withdraw_invite as withdraw_action
from accounts.actions.invite_member import AlreadyMember, invite_member
from accounts.forms.member import ROLE_NAMES, InviteForm, RoleForm
from accounts.models import Invite, Membership
from accounts.permissions import Permission
from nps_app.lib import ratelimit

INVITES_A_DAY = 100


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SETTINGS_VIEW, write=Permission.MEMBER_MANAGE)
def members(request: HttpRequest) -> HttpResponse:
    """Who may use this organisation, and a form to invite one more."""
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _invite(request, form):
        return redirect("accounts:members", request.organisation.slug)
    return _page(request, form, status=422 if form.is_bound else 200)


@require_POST
@allow(Permission.MEMBER_MANAGE)
def change_role(request: HttpRequest, pk: int) -> HttpResponse:
    membership = get_object_or_404(Membership.objects.of(request.organisation).select_related("user"), pk=pk)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the roles in the list."))
        return _page(request, InviteForm(), status=422)
    try:
        role_action.change_role(
            membership=membership, role=form.cleaned_data["role"], by=request.user, now=timezone.now()
        )
    except role_action.LastOwner:
        messages.error(request, _("An organisation needs an owner. Make somebody else owner first."))
        return _page(request, InviteForm(), status=422)
    messages.success(request, _("%(name)s has the new role.") % {"name": membership.user.display_name})
    return redirect("accounts:members", request.organisation.slug)


@require_POST
@allow(Permission.MEMBER_MANAGE)
def remove_member(request: HttpRequest, pk: int) -> HttpResponse:
    membership = get_object_or_404(Membership.objects.of(request.organisation).select_related("user"), pk=pk)
    try:
        remove_action.remove_member(membership=membership, by=request.user, now=timezone.now())
    except role_action.LastOwner:
        messages.error(request, _("An organisation needs an owner. Make somebody else owner first."))
        return _page(request, InviteForm(), status=422)
    messages.success(request, _("%(name)s can no longer enter.") % {"name": membership.user.display_name})
    if membership.user_id == request.user.pk:
        return redirect("accounts:home")
    return redirect("accounts:members", request.organisation.slug)


@require_POST
@allow(Permission.MEMBER_MANAGE)
def withdraw_invite(request: HttpRequest, pk: int) -> HttpResponse:
    invite = get_object_or_404(Invite.objects.of(request.organisation), pk=pk)
    withdraw_action.withdraw_invite(invite=invite, by=request.user, now=timezone.now())
    messages.success(request, _("The invitation of %(email)s no longer works.") % {"email": invite.email})
    return redirect("accounts:members", request.organisation.slug)


def _invite(request: HttpRequest, form: InviteForm) -> bool:
    """Send the invitation, or put the reason why not on the form."""
    email = form.cleaned_data["email"]
    # Who opens an organisation could otherwise use our mails to pester strangers.
    if ratelimit.exceeded("invite", str(request.organisation.pk), limit=INVITES_A_DAY, seconds=86_400):
        form.add_error(None, _("That is enough for one day. Invite the others tomorrow."))
        return False
    try:
        invite_member(
            organisation=request.organisation,
            email=email,
            role=form.cleaned_data["role"],
            by=request.user,
            now=timezone.now(),
        )
    except AlreadyMember:
        form.add_error("email", _("%(email)s is already in the list.") % {"email": email})
        return False
    messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": email})
    return True


def _page(request: HttpRequest, form: InviteForm, *, status: int) -> HttpResponse:
    memberships = Membership.objects.of(request.organisation).select_related("user")
    people = [
        {
            "membership": row,
            "role": ROLE_NAMES[row.role],
            "form": RoleForm(initial={"role": row.role}, auto_id=f"role-{row.pk}"),
        }
        for row in memberships.order_by("user__name", "pk")
    ]
    invites = [
        {"invite": row, "role": ROLE_NAMES[row.role], "expired": row.is_expired(now=timezone.now())}
        for row in Invite.objects.of(request.organisation).order_by("created_at", "pk")
    ]
    context = {
        "form": form,
        "people": people,
        "invites": invites,
        "roles": ROLE_NAMES,
        "may_manage": request.membership.can(Permission.MEMBER_MANAGE),
    }
    return render(request, "accounts/members.html", context, status=status)
