from django.utils import timezone

from accounts.actions.withdraw_invite import withdraw_invite
from accounts.models import Event, Invite
from tests import factories


def test_link_stops_working(acme, olga):
    invite = factories.invite(acme, "nora@example.com", olga)

    withdraw_invite(invite=invite, by=olga, now=timezone.now())

    assert Invite.objects.open_with(invite.token, now=timezone.now()) is None
    assert Event.objects.of(acme).get().verb == "invite.withdrawn"
