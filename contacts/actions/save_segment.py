from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from contacts.models import Segment
from contacts.rules.segment_rules import parse_rules


class SegmentNameTaken(Exception):
    """Another segment of the organisation has this name."""


@transaction.atomic
def save_segment(
    *,
    organisation: Organisation,
    name: str,
    rules: list[dict[str, str]],
    by: User,
    now: datetime,
    segment: Segment | None = None,
) -> Segment:
    """Create a segment or change one. Raises SegmentNameTaken, or BadRules for conditions that cannot be asked."""
    verb = "segment.updated" if segment else "segment.created"
    segment = segment or Segment(organisation=organisation, created_at=now)
    segment.name, segment.rules = name, [rule.stored() for rule in parse_rules(rules)]
    segment.is_sample = False  # what somebody edited is theirs
    try:
        with transaction.atomic():
            segment.save()
    except IntegrityError as error:
        raise SegmentNameTaken from error
    write_event(organisation=organisation, verb=verb, subject=segment, by=by, now=now)
    return segment
