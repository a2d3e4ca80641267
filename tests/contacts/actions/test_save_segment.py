import pytest
from django.utils import timezone

from accounts.models import Event
from contacts.actions.delete_segment import delete_segment
from contacts.actions.save_segment import SegmentNameTaken, save_segment
from contacts.models import Segment
from contacts.rules.segment_rules import BadRules

RULES = [{"field": "property:branch", "operator": "is", "value": "Norte"}]


def test_a_segment_is_created_changed_and_deleted(acme, mark):
    now = timezone.now()
    segment = save_segment(organisation=acme, name="North", rules=RULES, by=mark, now=now)
    save_segment(organisation=acme, name="All", rules=[], by=mark, now=now, segment=segment)
    segment.refresh_from_db()
    assert (segment.name, segment.rules) == ("All", [])
    delete_segment(segment=segment, by=mark, now=now)
    assert not Segment.objects.of(acme).exists()
    verbs = Event.objects.of(acme).order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["segment.created", "segment.updated", "segment.deleted"]


def test_a_name_is_given_once_in_an_organisation(acme, other, mark):
    now = timezone.now()
    save_segment(organisation=acme, name="North", rules=RULES, by=mark, now=now)
    save_segment(organisation=other, name="North", rules=RULES, by=mark, now=now)
    with pytest.raises(SegmentNameTaken):
        save_segment(organisation=acme, name="north", rules=[], by=mark, now=now)


def test_rules_that_cannot_be_asked_are_not_saved(acme, mark):
    with pytest.raises(BadRules):
        save_segment(organisation=acme, name="x", rules=[{"field": "?"}], by=mark, now=timezone.now())
