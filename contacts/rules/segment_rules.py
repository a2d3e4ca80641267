"""What a segment may ask of a contact: a list of conditions, all of which must hold."""

import re
from dataclasses import dataclass
from enum import StrEnum

PROPERTY = "property:"
# Of where the customer stands (contacts/models/standing.py): what they say and do, their rhythm and purchases.
STANDING = ("quadrant", "rhythm", "last_bought", "purchases", "score")
FIELDS = (
    "language",
    "time_zone",
    "preferred_channel",
    "email_consent",
    "sms_consent",
    "panel_since",
    *STANDING,
)
MAX_RULES = 10
MAX_VALUE = 200
MAX_PROPERTY_NAME = 60
NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,6})?")
DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


class Operator(StrEnum):
    IS = "is"
    IS_NOT = "is_not"
    CONTAINS = "contains"
    IS_SET = "is_set"
    IS_NOT_SET = "is_not_set"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


WITHOUT_VALUE = frozenset({Operator.IS_SET, Operator.IS_NOT_SET})
ORDERED = frozenset({Operator.AT_LEAST, Operator.AT_MOST})


class BadRules(ValueError):
    """`code` says what is wrong with the condition `index`: one of the words raised below."""

    def __init__(self, code: str, index: int = 0) -> None:
        super().__init__(f"{code} in condition {index + 1}")
        self.code = code
        self.index = index


@dataclass(frozen=True)
class Rule:
    field: str
    operator: Operator
    value: str = ""

    @property
    def property_name(self) -> str | None:
        """The property asked about, or None when the rule is about a field of the contact."""
        return self.field.removeprefix(PROPERTY) if self.field.startswith(PROPERTY) else None

    def stored(self) -> dict[str, str]:
        return {"field": self.field, "operator": self.operator.value, "value": self.value}


def parse_rules(stored: object) -> list[Rule]:
    """Rules as stored or as typed. Raises BadRules at the first condition that cannot be asked."""
    if not isinstance(stored, list):
        raise BadRules("unknown_field")
    if len(stored) > MAX_RULES:
        raise BadRules("too_many", MAX_RULES)
    return [_parse(entry, index) for index, entry in enumerate(stored)]


def _parse(entry: object, index: int) -> Rule:
    if not isinstance(entry, dict):
        raise BadRules("unknown_field", index)
    field = str(entry.get("field", "")).strip()
    name = field.removeprefix(PROPERTY)
    is_property = field.startswith(PROPERTY) and 0 < len(name) <= MAX_PROPERTY_NAME
    if (not is_property and field not in FIELDS) or "\0" in field:
        raise BadRules("unknown_field", index)
    try:
        operator = Operator(str(entry.get("operator", "")))
    except ValueError as error:
        raise BadRules("unknown_operator", index) from error
    if operator in WITHOUT_VALUE:
        return Rule(field, operator)
    value = str(entry.get("value", "")).strip()
    if not value or "\0" in value:
        raise BadRules("value_missing", index)
    if len(value) > MAX_VALUE:
        raise BadRules("value_too_long", index)
    if operator in ORDERED and not (NUMBER.fullmatch(value) or DAY.fullmatch(value)):
        raise BadRules("not_ordered", index)
    return Rule(field, operator, value)
