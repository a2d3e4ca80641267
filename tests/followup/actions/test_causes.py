import pytest
from django.utils import timezone

from followup.actions.create_default_causes import create_default_causes
from followup.actions.retire_cause import retire_cause
from followup.actions.save_cause import CauseNameTaken, save_cause
from followup.queries.case_page import cause_names
from tests import factories

NOW = timezone.now()


def test_a_list_of_ones_own_is_left_alone(acme):
    own = factories.cause(acme, "Stains")
    assert create_default_causes(organisation=acme) == [own]
    assert cause_names(acme) == ["Stains"]


def test_the_suggested_causes_are_offered_before_they_exist(acme):
    offered = cause_names(acme)
    assert [cause.name for cause in create_default_causes(organisation=acme)] == offered


def test_a_name_is_used_once_whatever_its_case(acme, other, olga):
    cause = save_cause(organisation=acme, name="Price", by=olga, now=NOW)
    with pytest.raises(CauseNameTaken):
        save_cause(organisation=acme, name="PRICE", by=olga, now=NOW)
    save_cause(organisation=acme, cause=cause, name="PRICE", by=olga, now=NOW)
    save_cause(organisation=other, name="Price", by=olga, now=NOW)
    cause.refresh_from_db()
    assert cause.name == "PRICE"


def test_a_retired_cause_is_no_longer_offered(acme, olga):
    cause, _ = factories.cause(acme, "Stains"), factories.cause(acme, "Smell")
    retire_cause(cause=cause, by=olga, now=NOW)
    assert cause_names(acme) == ["Smell"]
    retire_cause(cause=cause, back=True, by=olga, now=NOW)
    assert cause_names(acme) == ["Stains", "Smell"]
