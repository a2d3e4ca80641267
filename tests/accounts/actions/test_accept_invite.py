from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions.accept_invite import InviteForAnother, InviteGone, accept_invite
from accounts.models import Event, Invite, Membership
from accounts.models.invite import LIFETIME
from tests import factories


@pytest.fixture
def nora(db):
    return factories.user("nora")


@pytest.fixture
def invite(acme, olga):
    return factories.invite(acme, "Nora@example.com", olga, role="manager")


def test_invited_person_becomes_a_member(acme, invite, nora):
    membership = accept_invite(token=invite.token, by=nora, now=timezone.now())

    assert (membership.organisation, membership.user, membership.role) == (acme, nora, "manager")
    assert not Invite.objects.exists()
    assert Event.objects.of(acme).get().verb == "member.joined"


def test_an_invitation_works_once(invite, nora):
    accept_invite(token=invite.token, by=nora, now=timezone.now())
    with pytest.raises(InviteGone):
        accept_invite(token=invite.token, by=nora, now=timezone.now())
    assert Membership.objects.filter(user=nora).count() == 1


def test_an_expired_one_does_not(invite, nora):
    with pytest.raises(InviteGone):
        accept_invite(token=invite.token, by=nora, now=timezone.now() + LIFETIME + timedelta(seconds=1))


def test_a_forwarded_one_does_not_let_others_in(acme, invite, xena):
    with pytest.raises(InviteForAnother):
        accept_invite(token=invite.token, by=xena, now=timezone.now())
    assert not Membership.objects.of(acme).filter(user=xena).exists()


def test_a_member_keeps_the_role(acme, stan, olga):
    invite = factories.invite(acme, stan.email, olga, role="owner")

    assert accept_invite(token=invite.token, by=stan, now=timezone.now()).role == "staff"
