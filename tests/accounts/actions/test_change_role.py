import threading

import pytest
from django.db import connection
from django.utils import timezone

from accounts.actions.change_role import LastOwner, change_role
from accounts.models import Event, Membership
from accounts.permissions import Role
from tests import factories


def change(user, role, by):
    membership = Membership.objects.get(user=user)
    return change_role(membership=membership, role=role, by=by, now=timezone.now())


def test_role_changes_and_the_journal_knows_from_what_to_what(acme, olga, mark):
    change(mark, "viewer", olga)

    assert Membership.objects.get(user=mark).role == "viewer"
    assert Event.objects.of(acme).get().data == {"from": "manager", "to": "viewer"}


def test_the_last_owner_stays_owner(olga, xena):
    with pytest.raises(LastOwner):
        change(olga, "viewer", olga)
    assert Membership.objects.get(user=olga).role == "owner"


def test_the_last_owner_may_be_made_owner_again(olga):
    assert change(olga, "owner", olga).role == "owner"


def test_one_of_two_owners_may_step_back(acme, olga):
    nora = factories.member(acme, "nora", Role.OWNER)
    assert change(olga, "viewer", nora).role == "viewer"


@pytest.mark.django_db(transaction=True)
def test_two_owners_cannot_remove_each_other_at_once(acme, olga):
    nora = factories.member(acme, "nora", Role.OWNER)
    refused = []

    def step_back(user):
        try:
            change(user, "viewer", user)
        except LastOwner:
            refused.append(user)
        connection.close()

    threads = [threading.Thread(target=step_back, args=[user]) for user in (olga, nora)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert Membership.objects.of(acme).filter(role="owner").count() == 1
