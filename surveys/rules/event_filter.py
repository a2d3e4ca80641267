"""Which events a trigger means: conditions on what the event says, as those of a segment on what a contact says."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from contacts.rules.segment_rules import DAY, NUMBER, Operator, Rule

MOST_CONDITIONS = 3


def matches(properties: Mapping[str, object], rules: Iterable[Rule]) -> bool:
    """Whether every condition holds for an event with these properties."""
    return all(_holds(_text(properties.get(rule.property_name or "")), rule) for rule in rules)


def _text(value: object) -> str:
    """As a person would write it: 120 and 120.0 are the same number."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value).strip()


def _holds(text: str, rule: Rule) -> bool:
    match rule.operator:
        case Operator.IS:
            return text == rule.value
        case Operator.IS_NOT:
            return text != rule.value
        case Operator.CONTAINS:
            return rule.value.casefold() in text.casefold()
        case Operator.IS_SET:
            return bool(text)
        case Operator.IS_NOT_SET:
            return not text
    order = _order(text, rule.value)
    return order is not None and (order >= 0 if rule.operator is Operator.AT_LEAST else order <= 0)


def _order(text: str, wanted: str) -> int | None:
    """-1, 0 or 1; None where the two cannot be compared."""
    if DAY.fullmatch(wanted):
        day = text[:10]
        return (day > wanted) - (day < wanted) if DAY.fullmatch(day) else None
    if not NUMBER.fullmatch(text):
        return None
    value, other = (Decimal(number.replace(",", ".")) for number in (text, wanted))
    return (value > other) - (value < other)
