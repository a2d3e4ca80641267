from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from accounts.models import Organisation
from contacts.models import Suppression
from contacts.queries.suppressed import suppressed_among
from surveys.models import Invitation
from surveys.rules.left_out import LeftOut, reason_to_leave_out
from surveys.rules.throttle import PAUSE, effective_pause


class Candidate(NamedTuple):
    """What decides whether a contact is asked. The names are the contact's fields."""

    pk: int
    email: str
    is_sample: bool
    name: str
    language: str


def weigh_contacts(
    *, organisation: Organisation, candidates: Sequence[Candidate], now: datetime
) -> list[LeftOut | None]:
    """For each candidate the reason to leave them out, or None. Two queries for any number; writes nothing."""
    suppressed = suppressed_among(
        organisation, Suppression.Channel.EMAIL, [candidate.email for candidate in candidates]
    )
    asked = Invitation.objects.of(organisation).last_asked(
        [candidate.pk for candidate in candidates], since=now - effective_pause(PAUSE)
    )
    return [
        reason_to_leave_out(
            email=candidate.email,
            is_sample=candidate.is_sample,
            suppressed=suppressed.get(candidate.email),
            last_asked=asked.get(candidate.pk),
            now=now,
        )
        for candidate in candidates
    ]
