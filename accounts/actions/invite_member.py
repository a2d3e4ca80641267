from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.actions.write_event import write_event
from accounts.models import Invite, Membership, Organisation, User
from accounts.models.invite import LIFETIME
from nps_app.lib import mail


class AlreadyMember(Exception):
    """The address belongs to somebody who is in the organisation."""


@transaction.atomic
def invite_member(*, organisation: Organisation, email: str, role: str, by: User, now: datetime) -> Invite:
    """Invite an address by mail. Inviting it again renews the invitation and sends the mail again."""
    if Membership.objects.of(organisation).filter(user__email__iexact=email).exists():
        raise AlreadyMember(email)
    invite = Invite.objects.of(organisation).select_for_update().filter(email__iexact=email).first()
    if invite is None:
        invite = Invite(organisation=organisation, email=email)
    invite.role, invite.invited_by, invite.created_at = role, by, now
    invite.save()
    write_event(
        organisation=organisation, verb="member.invited", subject=invite, by=by, now=now, data={"role": role}
    )
    _send(invite, organisation=organisation, by=by)
    return invite


def _send(invite: Invite, *, organisation: Organisation, by: User) -> None:
    context = {
        "organisation": organisation,
        "inviter": by,
        "link": settings.SITE_URL + reverse("accounts:accept_invite", args=[invite.token]),
        "days": LIFETIME.days,
    }
    mail.send(
        invite.email,
        render_to_string("emails/accounts/invite.subject.txt", context),
        render_to_string("emails/accounts/invite.txt", context),
        render_to_string("emails/accounts/invite.html", context),
        organisation=organisation,
    )
