from datetime import timedelta

from django.utils import timezone

from accounts.models import Invite
from accounts.models.invite import LIFETIME
from accounts.tasks import clear_expired_invites
from tests import factories


def test_only_expired_invitations_are_deleted(acme, olga):
    factories.invite(
        acme, "old@example.com", olga, created_at=timezone.now() - LIFETIME - timedelta(minutes=1)
    )
    factories.invite(acme, "new@example.com", olga)

    clear_expired_invites()

    assert [invite.email for invite in Invite.objects.of(acme)] == ["new@example.com"]
