from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contacts.forms.rule_words import as_code, in_words, words_of
from contacts.rules.segment_rules import (
    DAY,
    MAX_RULES,
    NUMBER,
    PROPERTY,
    BadRules,
    Operator,
    parse_rules,
)

EMPTY_RULES = 2
EXACT = (Operator.IS.value, Operator.IS_NOT.value)
COMPARED = (*EXACT, Operator.AT_LEAST.value, Operator.AT_MOST.value)
OPERATORS = [
    (Operator.IS.value, _("is")),
    (Operator.IS_NOT.value, _("is not")),
    (Operator.CONTAINS.value, _("contains")),
    (Operator.IS_SET.value, _("is known")),
    (Operator.IS_NOT_SET.value, _("is not known")),
    (Operator.AT_LEAST.value, _("is at least")),
    (Operator.AT_MOST.value, _("is at most")),
]
STANDING_FIELDS = [
    ("quadrant", _("What they say and buy (quadrant)")),
    ("rhythm", _("Rhythm")),
    ("last_bought", _("Last purchase (a day)")),
    ("purchases", _("Days with a purchase (a number)")),
    ("score", _("Last score (0 to 10)")),
]
DAYS = ("last_bought", "panel_since")
NUMBERS = ("purchases", "score")
RULE_PROBLEMS = {
    "unknown_field": _("Choose what the condition is about."),
    "unknown_operator": _("Choose a comparison."),
    "value_missing": _("Write the value to compare with."),
    "value_too_long": _("The value is too long: 200 characters at most."),
    "not_ordered": _("“At least” and “at most” need a number, like 120, or a day, like 2026-01-31."),
    "too_many": _("Ten conditions at most."),
}


class SegmentForm(forms.Form):
    """A name and some rows of conditions; a row whose first field is empty does not count."""

    name = forms.CharField(label=_("Name"), max_length=80)

    def __init__(
        self, *args: Any, property_names: list[str], rules: list[dict[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        known = {rule["field"].removeprefix(PROPERTY) for rule in rules if rule["field"].startswith(PROPERTY)}
        names = sorted({*property_names, *known})
        choices = [
            ("", "—"),
            ("language", _("Language")),
            ("time_zone", _("Time zone")),
            ("preferred_channel", _("Likes to be asked")),
            ("email_consent", _("Consents to e-mails")),
            ("sms_consent", _("Consents to SMS")),
            ("panel_since", _("In the panel since (a day)")),
            *STANDING_FIELDS,
            *((PROPERTY + name, name) for name in names),
        ]
        self.places = range(min(MAX_RULES, max(len(rules), self._sent()) + EMPTY_RULES))
        self.rules: list[dict[str, str]] = []
        for place in self.places:
            rule = rules[place] if place < len(rules) else {}
            self._add_row(place, choices, rule)

    def _sent(self) -> int:
        """How many conditions came with the form."""
        return sum(bool(self.data.get(f"field_{place}")) for place in range(MAX_RULES))

    def _add_row(self, place: int, choices: list[tuple[str, Any]], rule: dict[str, str]) -> None:
        self.fields[f"field_{place}"] = forms.ChoiceField(
            label=_("Field"),
            choices=choices,
            required=False,
            initial=rule.get("field"),
            error_messages={"invalid_choice": RULE_PROBLEMS["unknown_field"]},
        )
        self.fields[f"operator_{place}"] = forms.ChoiceField(
            label=_("Comparison"), choices=OPERATORS, required=False, initial=rule.get("operator")
        )
        self.fields[f"value_{place}"] = forms.CharField(
            label=_("Value"),
            required=False,
            max_length=400,
            initial=in_words(rule.get("field", ""), rule.get("value", "")),
            widget=forms.TextInput(attrs={"list": "values", "autocomplete": "off"}),
        )

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        return [[self[f"{part}_{place}"] for part in ("field", "operator", "value")] for place in self.places]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = [place for place in self.places if cleaned.get(f"field_{place}")]
        entries = [self._entry(cleaned, place) for place in chosen]
        try:
            self.rules = [rule.stored() for rule in parse_rules(entries)]
        except BadRules as error:
            place = chosen[error.index] if error.index < len(chosen) else 0
            part = "operator" if error.code == "unknown_operator" else "value"
            self.add_error(f"{part}_{place}", RULE_PROBLEMS[error.code])
        return cleaned

    def _entry(self, cleaned: dict[str, Any], place: int) -> dict[str, str]:
        """One condition as it is stored; words nobody offered are refused where only some are known."""
        field, operator, typed = (
            cleaned.get(f"{part}_{place}", "") for part in ("field", "operator", "value")
        )
        value, offered = as_code(field, typed), words_of(field)
        if typed and operator in COMPARED and (problem := _no_value_of(field, typed.strip())):
            self.add_error(f"value_{place}", problem)
        if typed and operator in EXACT and offered and in_words(field, value) not in offered:
            self.add_error(f"value_{place}", _("Write one of these: %s.") % "; ".join(offered))
        return {"field": field, "operator": operator, "value": value}


def _no_value_of(field: str, typed: str) -> str:
    """What is wrong with a value that no customer can ever have; empty where nothing is."""
    if field in DAYS and not DAY.fullmatch(typed):
        return str(_("Write a day, like 2026-01-31."))
    if field in NUMBERS and not NUMBER.fullmatch(typed):
        return str(_("Write a number, like 9."))
    return ""
