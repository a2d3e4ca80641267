import pytest

from contacts.rules.segment_rules import BadRules, Operator, Rule, parse_rules


def test_rules_are_read_and_stored_alike():
    stored = [
        {"field": "language", "operator": "is", "value": "es"},
        {"field": "property:branch", "operator": "is_set", "value": ""},
        {"field": "property:spent", "operator": "at_least", "value": "10,5"},
    ]
    rules = parse_rules(stored)
    assert [rule.stored() for rule in rules] == stored
    assert [rule.property_name for rule in rules] == [None, "branch", "spent"]


def test_a_value_that_is_not_needed_is_dropped():
    assert parse_rules([{"field": "language", "operator": "is_set", "value": "x"}]) == [
        Rule("language", Operator.IS_SET)
    ]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ({}, "unknown_field"),
        ("text", "unknown_field"),
        ({"field": "email", "operator": "is", "value": "x"}, "unknown_field"),
        ({"field": "property:", "operator": "is", "value": "x"}, "unknown_field"),
        ({"field": "property:" + "x" * 61, "operator": "is", "value": "x"}, "unknown_field"),
        ({"field": "language", "operator": "like", "value": "x"}, "unknown_operator"),
        ({"field": "language", "operator": "is", "value": " "}, "value_missing"),
        ({"field": "language", "operator": "is", "value": "a\0b"}, "value_missing"),
        ({"field": "property:x", "operator": "contains", "value": "x" * 201}, "value_too_long"),
        ({"field": "property:x", "operator": "at_least", "value": "many"}, "not_ordered"),
        ({"field": "property:x", "operator": "at_most", "value": "2026-13-01"}, "not_ordered"),
    ],
)
def test_a_condition_that_cannot_be_asked_is_named(entry, code):
    with pytest.raises(BadRules) as caught:
        parse_rules([{"field": "language", "operator": "is_set"}, entry])
    assert (caught.value.code, caught.value.index) == (code, 1)


def test_no_more_than_ten_conditions():
    with pytest.raises(BadRules, match="too_many"):
        parse_rules([{"field": "language", "operator": "is_set"}] * 11)
    with pytest.raises(BadRules):
        parse_rules({"field": "language"})
