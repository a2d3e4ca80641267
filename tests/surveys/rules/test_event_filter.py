import pytest

from contacts.rules.segment_rules import parse_rules
from surveys.rules.event_filter import matches

EVENT = {
    "amount": 49.9,
    "currency": "USD",
    "product": "Plan Pro",
    "gift": True,
    "day": "2026-03-05T10:00",
    "n": 3,
}


@pytest.mark.parametrize(
    ("name", "operator", "value", "holds"),
    [
        ("product", "is", "Plan Pro", True),
        ("product", "is", "plan pro", False),
        ("product", "is_not", "Plan Free", True),
        ("missing", "is_not", "x", True),
        ("product", "contains", "pro", True),
        ("product", "is_set", "", True),
        ("missing", "is_set", "", False),
        ("missing", "is_not_set", "", True),
        ("amount", "is", "49.9", True),
        ("amount", "at_least", "49.90", True),
        ("amount", "at_least", "50", False),
        ("amount", "at_most", "49,9", True),
        ("n", "is", "3", True),
        ("n", "at_least", "3", True),
        ("gift", "is", "true", True),
        ("product", "at_least", "3", False),
        ("missing", "at_most", "3", False),
        ("day", "at_least", "2026-03-05", True),
        ("day", "at_most", "2026-03-04", False),
        ("amount", "at_least", "2026-03-04", False),
    ],
)
def test_one_condition(name, operator, value, holds):
    rules = parse_rules([{"field": f"property:{name}", "operator": operator, "value": value}])
    assert matches(EVENT, rules) is holds


def test_all_conditions_must_hold():
    one = {"field": "property:currency", "operator": "is", "value": "USD"}
    other = {"field": "property:amount", "operator": "at_least", "value": "100"}
    assert matches(EVENT, [])
    assert matches(EVENT, parse_rules([one]))
    assert not matches(EVENT, parse_rules([one, other]))
