import pytest
from django.utils import timezone

from followup.actions.create_default_choices import create_default_choices
from followup.actions.retire_choice import retire_choice
from followup.actions.save_choice import NameTaken, TooDeep, save_choice
from followup.models import Cause, Remedy
from followup.queries.choice_list import cause_options, choice_list, choice_names
from tests import factories

NOW = timezone.now()


def test_a_list_of_ones_own_is_left_alone(acme):
    own = factories.cause(acme, "Stains")
    assert create_default_choices(organisation=acme, kind=Cause) == [own]
    assert choice_names(acme, Cause) == ["Stains"]


def test_the_suggested_causes_are_offered_before_they_exist(acme):
    offered = choice_names(acme, Cause)
    assert [cause.name for cause in create_default_choices(organisation=acme, kind=Cause)] == offered


def test_a_name_is_used_once_whatever_its_case(acme, other, olga):
    cause = save_choice(choice=Cause(organisation=acme), name="Price", by=olga, now=NOW)
    with pytest.raises(NameTaken):
        save_choice(choice=Cause(organisation=acme), name="PRICE", by=olga, now=NOW)
    save_choice(choice=cause, name="PRICE", by=olga, now=NOW)
    save_choice(choice=Cause(organisation=other), name="Price", by=olga, now=NOW)
    cause.refresh_from_db()
    assert cause.name == "PRICE"


def test_a_retired_cause_is_no_longer_offered(acme, olga):
    cause, _ = factories.cause(acme, "Stains"), factories.cause(acme, "Smell")
    retire_choice(choice=cause, by=olga, now=NOW)
    assert choice_names(acme, Cause) == ["Smell"]
    retire_choice(choice=cause, back=True, by=olga, now=NOW)
    assert choice_names(acme, Cause) == ["Stains", "Smell"]


def test_actions_taken_are_a_list_of_their_own(acme, olga):
    factories.cause(acme, "Nada")
    names = [remedy.name for remedy in create_default_choices(organisation=acme, kind=Remedy)]
    assert "Refunded" in names or "Reembolso" in names
    with pytest.raises(NameTaken):
        save_choice(choice=Remedy(organisation=acme), name="nada", by=olga, now=NOW)


def test_causes_have_two_levels_and_no_more(acme, olga):
    def save(name, **more):
        return save_choice(choice=Cause(organisation=acme), name=name, by=olga, now=NOW, **more)

    delivery, price = save("Delivery"), save("Price")
    late = save("Late", parent=delivery, playbook="1. Ask the carrier")
    for choice, parent in ((Cause(organisation=acme), late), (delivery, price), (price, price)):
        with pytest.raises(TooDeep):
            save_choice(choice=choice, name=f"{choice.name or 'Deep'}", parent=parent, by=olga, now=NOW)
    assert [row.choice.name for row in choice_list(acme, Cause)] == ["Delivery", "Late", "Price"]
    both = [("Delivery", "Delivery"), ("Late", "Late")]
    options = cause_options(list(Cause.objects.of(acme).order_by("pk")))
    assert options == [("Delivery", both), ("Price", "Price")]
    retire_choice(choice=delivery, by=olga, now=NOW)
    options = cause_options(list(Cause.objects.of(acme).order_by("pk")))
    assert options == [("Delivery", [("Late", "Late")]), ("Price", "Price")]
