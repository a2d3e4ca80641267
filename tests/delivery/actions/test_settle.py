import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Event
from delivery.actions.close_message import close_message
from delivery.actions.settle_stuck import settle_stuck
from delivery.actions.settle_uncertain import AlreadySettled, settle_uncertain
from delivery.models import OutboundMessage

Policy = OutboundMessage.Policy


def put(row, state, seconds, **fields):
    lease = timezone.now() + timedelta(seconds=seconds)
    OutboundMessage.objects.filter(pk=row.pk).update(
        state=state, lease_until=lease, owner=uuid.uuid4(), **fields
    )


@pytest.mark.parametrize(
    ("state", "policy", "seconds", "becomes"),
    [
        ("leased", Policy.HOLD, -1, "queued"),
        ("leased", Policy.HOLD, 30, "leased"),
        ("armed", Policy.HOLD, -1, "uncertain"),
        ("armed", Policy.HOLD, 30, "armed"),
        ("armed", Policy.RESEND, -1, "queued"),
    ],
)
def test_settle_stuck(queue, state, policy, seconds, becomes):
    row = queue(policy=policy)
    put(row, state, seconds)
    assert settle_stuck() == (state != becomes)
    row.refresh_from_db()
    assert row.state == becomes


def test_late_answer_of_the_server_is_still_welcome(queue):
    row = queue()
    put(row, "armed", -1)
    settle_stuck()
    row.refresh_from_db()
    assert not close_message(message=row, owner=uuid.uuid4(), state="sent", settled=None)
    assert close_message(message=row, owner=row.owner, state="sent", settled=None)
    row.refresh_from_db()
    assert row.state == "sent"


@pytest.mark.parametrize(("arrived", "becomes"), [(True, "sent"), (False, "failed")])
def test_a_person_settles_an_uncertain_one_once(queue, acme, mark, arrived, becomes):
    row = queue(organisation=acme)
    put(row, "armed", -1)
    settle_stuck()
    settle_uncertain(message=row, arrived=arrived, by=mark, now=timezone.now())
    row.refresh_from_db()
    assert (row.state, row.reason) == (becomes, "settled_by_hand")
    assert Event.objects.get().verb == f"message.marked_{becomes}"
    with pytest.raises(AlreadySettled):
        settle_uncertain(message=row, arrived=arrived, by=mark, now=timezone.now())
