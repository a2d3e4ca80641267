from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from contacts.forms.segment import OPERATORS, RULE_PROBLEMS
from contacts.rules.customer_event import NAME
from contacts.rules.segment_rules import MAX_PROPERTY_NAME, PROPERTY, BadRules, parse_rules
from surveys.forms.experiment import ExperimentChoice, fits, misfit
from surveys.forms.offer import OfferChoice
from surveys.models import Survey
from surveys.rules.event_filter import MOST_CONDITIONS

HOURS, DAYS = "hours", "days"
LONGEST_DAYS = 365


class TriggerForm(forms.Form):
    """After which event, how long after it, with which survey. A condition without a first field does not count."""

    event_name = forms.RegexField(
        rf"\A{NAME.pattern}\Z",
        label=_("After the event"),
        max_length=60,
        strip=True,
        widget=forms.TextInput(attrs={"list": "event-names", "autocomplete": "off"}),
        help_text=_("As your system calls it, such as purchase or ticket_solved."),
        error_messages={
            "required": _("Name the event, such as purchase."),
            "invalid": _("Small letters, digits, “_”, “-” and “.”, beginning with a letter."),
        },
    )
    delay = forms.IntegerField(
        label=_("How long after it"), min_value=0, max_value=LONGEST_DAYS * 24, initial=7,
        error_messages={"required": _("Say how long after the event.")},
    )  # fmt: skip
    unit = forms.ChoiceField(label=_("Days or hours"), choices=[(DAYS, _("days")), (HOURS, _("hours"))])
    survey = forms.ModelChoiceField(
        label=_("Survey"), queryset=Survey.objects.none(), empty_label=None,
        error_messages={
            "required": _("Choose a survey."),
            "invalid_choice": _("This survey no longer exists. Choose another one."),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        surveys = Survey.objects.of(organisation).select_related("published", "detractor_owner")
        self.fields["survey"].queryset = surveys.order_by("is_sample", "-pk")
        self.fields["offer"] = OfferChoice()
        self.fields["experiment"] = ExperimentChoice(organisation)
        self.conditions: list[dict[str, str]] = []
        self.places = range(MOST_CONDITIONS)
        for place in self.places:
            self._add_condition(place)

    def _add_condition(self, place: int) -> None:
        self.fields[f"property_{place}"] = forms.CharField(
            label=_("What the event says"), required=False, max_length=MAX_PROPERTY_NAME
        )
        self.fields[f"operator_{place}"] = forms.ChoiceField(
            label=_("Comparison"), choices=OPERATORS, required=False
        )
        self.fields[f"value_{place}"] = forms.CharField(label=_("Value"), required=False, max_length=400)

    @property
    def plain(self) -> list[forms.BoundField]:
        """The fields without the conditions."""
        return [self[name] for name in ("event_name", "delay", "unit", "survey", "offer", "experiment")]

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The fields of the conditions."""
        parts = ("property", "operator", "value")
        return [[self[f"{part}_{place}"] for part in parts] for place in self.places]

    @property
    def delay_hours(self) -> int:
        """The delay in hours."""
        hours: int = self.cleaned_data["delay"] * (24 if self.cleaned_data["unit"] == DAYS else 1)
        return hours

    def clean(self) -> dict[str, Any]:
        """Not after a year, an A/B test of this survey, and conditions that can be asked."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "delay" in cleaned and "unit" in cleaned and self.delay_hours > LONGEST_DAYS * 24:
            self.add_error("delay", _("A year at most."))
        if not fits(cleaned.get("experiment"), cleaned.get("survey")):
            self.add_error("experiment", misfit())
        self._read_conditions(cleaned)
        return cleaned

    def _read_conditions(self, cleaned: dict[str, Any]) -> None:
        chosen = [place for place in self.places if cleaned.get(f"property_{place}")]
        entries = [
            {
                "field": PROPERTY + cleaned[f"property_{place}"],
                "operator": cleaned.get(f"operator_{place}", ""),
                "value": cleaned.get(f"value_{place}", ""),
            }
            for place in chosen
        ]
        try:
            self.conditions = [rule.stored() for rule in parse_rules(entries)]
        except BadRules as error:
            place = chosen[error.index] if error.index < len(chosen) else 0
            part = "operator" if error.code == "unknown_operator" else "value"
            self.add_error(f"{part}_{place}", RULE_PROBLEMS[error.code])
