import pytest
from django.utils import timezone

from accounts.actions.change_role import LastOwner
from accounts.actions.remove_member import remove_member
from accounts.models import Event, Membership, User


def test_member_goes_account_stays(acme, olga, mark):
    remove_member(membership=Membership.objects.get(user=mark), by=olga, now=timezone.now())

    assert not Membership.objects.filter(user=mark).exists()
    assert User.objects.filter(pk=mark.pk).exists()
    assert Event.objects.of(acme).get().verb == "member.removed"


def test_the_last_owner_stays(olga):
    with pytest.raises(LastOwner):
        remove_member(membership=Membership.objects.get(user=olga), by=olga, now=timezone.now())
    assert Membership.objects.filter(user=olga).exists()
