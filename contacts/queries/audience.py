"""Who is in a segment, and what may be asked of contacts."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Case, Count, DecimalField, F, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Replace, TruncDate

from accounts.models import Organisation
from contacts.models import Contact, Segment
from contacts.rules.segment_rules import DAY, ORDERED, STANDING, Operator, Rule, parse_rules

STORED_NUMBER = r"^[+-]?\d{1,15}([.,]\d{1,6})?$"
STORED_DAY = r"^\d{4}-\d{2}-\d{2}$"
# Names and values for pickers are read from the newest contacts: enough to find them, quick at any size.
PICKER_CONTACTS = 10_000
PICKER_VALUES = 50
INDEXED = ("quadrant", "rhythm")
_POSITIVE = {Operator.IS_NOT: Operator.IS, Operator.IS_NOT_SET: Operator.IS_SET}


@dataclass(frozen=True)
class PropertyChoice:
    """A property contacts have, with its most frequent values."""

    name: str
    values: list[str]


def contacts_in(organisation: Organisation, rules: list[dict[str, str]]) -> QuerySet[Contact]:
    """The contacts for whom every rule holds; with no rule, everybody. Raises BadRules."""
    found = Contact.objects.of(organisation)
    for number, rule in enumerate(parse_rules(rules)):
        found = _narrow(found, rule, f"rule{number}", organisation.zone)
    return found


def panel_in(organisation: Organisation, rules: list[dict[str, str]]) -> QuerySet[Contact]:
    """Those of them who are glad to be asked more often. Raises BadRules."""
    return contacts_in(organisation, rules).filter(panel_since__isnull=False)


def count_in(organisation: Organisation, rules: list[dict[str, str]]) -> int:
    """How many contacts are in a segment now. Raises BadRules."""
    return contacts_in(organisation, rules).count()


def counts_in(organisation: Organisation, segments: Sequence[Segment]) -> dict[int, int]:
    """How many contacts are in each segment now, by the segment's id, in one query."""
    counts = [
        contacts_in(organisation, segment.rules)
        .order_by()
        .values(segment=Value(segment.pk, output_field=IntegerField()))
        .annotate(found=Count("pk"))
        .values_list("segment", "found")
        for segment in segments
    ]
    found = dict(counts[0].union(*counts[1:], all=True)) if counts else {}
    return {segment.pk: found.get(segment.pk, 0) for segment in segments}


def _narrow(contacts: Any, rule: Rule, alias: str, zone: ZoneInfo) -> Any:
    name = rule.property_name
    if rule.operator in ORDERED:
        return _compare(_with_text(contacts, rule, alias, zone), rule, alias)
    if rule.field in INDEXED and rule.operator in (Operator.IS, Operator.IS_NOT):
        condition = Q(**{f"standing__{rule.field}": rule.value})
    # The index on properties answers "is"; everything else reads the text of one key.
    elif name is not None and rule.operator in (Operator.IS, Operator.IS_NOT):
        condition = Q(properties__contains={name: rule.value})
    else:
        contacts = _with_text(contacts, rule, alias, zone)
        condition = {
            Operator.IS: Q(**{alias: rule.value}),
            Operator.CONTAINS: Q(**{f"{alias}__icontains": rule.value}),
            Operator.IS_SET: Q(**{f"{alias}__gt": ""}),
        }[_POSITIVE.get(rule.operator, rule.operator)]
    return contacts.exclude(condition) if rule.operator in _POSITIVE else contacts.filter(condition)


def _with_text(contacts: Any, rule: Rule, alias: str, zone: ZoneInfo) -> Any:
    name = rule.property_name
    if rule.field == "last_bought":  # the day of the organisation, as ISO text
        text: Any = TruncDate("standing__last_bought_at", tzinfo=zone)
    elif rule.field in STANDING:
        text = F(f"standing__{rule.field}")
    else:
        text = KeyTextTransform(name, "properties") if name is not None else F(rule.field)
    return contacts.alias(**{alias: Coalesce(Cast(text, TextField()), Value("", output_field=TextField()))})


def _compare(contacts: Any, rule: Rule, alias: str) -> Any:
    lookup = "gte" if rule.operator is Operator.AT_LEAST else "lte"
    if DAY.fullmatch(rule.value):  # ISO days sort as text
        return contacts.filter(**{f"{alias}__regex": STORED_DAY, f"{alias}__{lookup}": rule.value})
    # CASE keeps the cast away from values that are no numbers, whatever order the planner chooses.
    number = Case(
        When(**{f"{alias}__regex": STORED_NUMBER}, then=Cast(_dotted(alias), _decimal())),
        default=Value(None),
        output_field=_decimal(),
    )
    wanted = Decimal(rule.value.replace(",", "."))
    return contacts.alias(**{f"{alias}_number": number}).filter(**{f"{alias}_number__{lookup}": wanted})


def _dotted(alias: str) -> Any:
    return Replace(F(alias), Value(","), Value("."))


def _decimal() -> Any:
    return DecimalField(max_digits=22, decimal_places=6)


def property_names(organisation: Organisation) -> list[str]:
    """The names of the properties that contacts have, in alphabetical order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT jsonb_object_keys(properties) FROM"
            " (SELECT properties FROM contacts_contact WHERE organisation_id = %s"
            "  ORDER BY id DESC LIMIT %s) AS newest ORDER BY 1",
            [organisation.pk, PICKER_CONTACTS],
        )
        return [name for (name,) in cursor.fetchall()]


def has_property(organisation: Organisation, name: str) -> bool:
    """Whether any contact has that property, old ones included."""
    return Contact.objects.of(organisation).filter(properties__has_key=name).exists()


def property_choices(organisation: Organisation) -> list[PropertyChoice]:
    """Property names with their most frequent values, for the pickers of the segment page."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key, value FROM ("
            " SELECT key, value, row_number() OVER (PARTITION BY key ORDER BY count(*) DESC, value) AS place"
            " FROM (SELECT properties FROM contacts_contact WHERE organisation_id = %s"
            "       ORDER BY id DESC LIMIT %s) AS newest, jsonb_each_text(properties)"
            " WHERE length(value) <= 80 GROUP BY key, value) AS ranked"
            " WHERE place <= %s ORDER BY key, place",
            [organisation.pk, PICKER_CONTACTS, PICKER_VALUES],
        )
        choices: dict[str, list[str]] = {}
        for key, value in cursor.fetchall():
            choices.setdefault(key, []).append(value)
    return [PropertyChoice(name, values) for name, values in choices.items()]
