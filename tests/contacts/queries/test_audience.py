import pytest

from contacts.queries.audience import contacts_in, count_in, property_choices, property_names
from contacts.rules.segment_rules import BadRules
from tests import factories


def rule(field, operator, value=""):
    return {"field": field, "operator": operator, "value": value}


@pytest.fixture
def people(acme, other):
    def add(name, language="", **properties):
        return factories.contact(acme, name=name, language=language, properties=properties)

    factories.contact(other, name="stranger", language="es", properties={"branch": "Norte"})
    add("ana", "es", branch="Norte", spent="120.50", since="2026-01-15")
    add("luis", "es", branch="Sur", spent="9", since="2025-06-01")
    add("tom", "en", branch="norte este", spent="plenty", since="soon")
    add("eva")


@pytest.mark.parametrize(
    ("rules", "names"),
    [
        ([], "ana luis tom eva"),
        ([rule("property:branch", "is", "Norte")], "ana"),
        ([rule("property:branch", "is_not", "Norte")], "luis tom eva"),
        ([rule("property:branch", "contains", "norte")], "ana tom"),
        ([rule("property:branch", "is_set")], "ana luis tom"),
        ([rule("property:branch", "is_not_set")], "eva"),
        ([rule("language", "is", "es")], "ana luis"),
        ([rule("language", "is_not", "es")], "tom eva"),
        ([rule("language", "is_not_set")], "eva"),
        ([rule("language", "is_set")], "ana luis tom"),
        ([rule("property:spent", "at_least", "10")], "ana"),
        ([rule("property:spent", "at_most", "120,5")], "ana luis"),
        ([rule("property:since", "at_least", "2026-01-01")], "ana"),
        ([rule("property:since", "at_most", "2025-12-31")], "luis"),
        ([rule("language", "is", "es"), rule("property:spent", "at_most", "10")], "luis"),
        ([rule("property:branch", "contains", "%")], ""),
    ],
)
def test_who_is_in_a_segment(acme, people, rules, names):
    found = contacts_in(acme, rules)
    assert {contact.name for contact in found} == set(names.split())
    assert count_in(acme, rules) == len(names.split())


def test_a_property_name_may_hold_anything(acme):
    factories.contact(acme, name="odd", properties={"a'b \" %s": "x"})
    for operator, value in [("is", "x"), ("contains", "x"), ("is_set", ""), ("at_most", "3")]:
        assert count_in(acme, [rule("property:a'b \" %s", operator, value)]) in (0, 1)


def test_rules_that_cannot_be_asked_are_refused(acme):
    with pytest.raises(BadRules):
        contacts_in(acme, [rule("email", "is", "x")])


def test_pickers_offer_what_the_contacts_of_the_organisation_have(acme, people):
    assert property_names(acme) == ["branch", "since", "spent"]
    choices = {choice.name: choice.values for choice in property_choices(acme)}
    assert set(choices["branch"]) == {"Norte", "Sur", "norte este"}
