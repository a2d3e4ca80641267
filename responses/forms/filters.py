"""Filters over answers, all of them in the address, so that a view can be sent to a colleague.

Parameters: survey (may repeat), period (30d, 90d, 365d, all) or from and to (local days, both inside),
channel, and prop_<name>=<value> for any property.
"""

from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from nps_app.lib import formats
from nps_app.lib.clock import Window, between, last_days
from responses.queries.property_values import property_values
from responses.queries.slice import Slice
from surveys.models import Survey

PERIODS = [
    ("30d", _("Last 30 days")),
    ("90d", _("Last 90 days")),
    ("365d", _("Last 365 days")),
    ("all", _("All time")),
]
CHANNELS = [("", _("All channels")), ("email", _("E-mail")), ("link", _("Open link"))]
DEFAULT_PERIOD = "90d"
PREFIX = "prop_"


class OneShown(forms.Select):
    """One choice on the screen; an address may name several."""

    def value_from_datadict(self, data: QueryDict, files: Any, name: str) -> list[str]:  # type: ignore[override]
        return [value for value in data.getlist(name) if value]


class FiltersForm(forms.Form):
    """Reads the address. `slice(now)` always gives an answer: a filter that makes no sense is left out."""

    survey = forms.ModelMultipleChoiceField(
        Survey.objects.none(), required=False, label=_("Survey"), widget=OneShown
    )
    period = forms.ChoiceField(
        choices=PERIODS,
        required=False,
        label=_("Period"),
        initial=DEFAULT_PERIOD,
        error_messages={"invalid_choice": _("That period is not on the list. Choose another, or two days.")},
    )
    to = forms.DateField(required=False, label=_("To"), widget=forms.DateInput(attrs={"type": "date"}))
    channel = forms.ChoiceField(
        choices=CHANNELS,
        required=False,
        label=_("Channel"),
        error_messages={"invalid_choice": _("That channel is not on the list. Choose another.")},
    )

    def __init__(
        self, data: QueryDict, *, organisation: Organisation, default_period: str = DEFAULT_PERIOD
    ) -> None:
        data = data.copy()
        data.setdefault("period", default_period)  # so that the form shows what it means
        super().__init__(data)
        self.organisation = organisation
        self.default_period = default_period
        surveys = Survey.objects.of(organisation).order_by("-pk")
        field = self.fields["survey"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.empty_label = _("All surveys")
        field.queryset = surveys
        # "from" is a word of Python, so this field cannot be declared above.
        self.fields["from"] = forms.DateField(
            required=False, label=_("From"), widget=forms.DateInput(attrs={"type": "date"})
        )
        self.known_properties = property_values(organisation)
        for name, values in self.known_properties.items():
            choices: list[tuple[str, Any]] = [("", _("All")), *((value, value) for value in values)]
            wanted = str(data.get(PREFIX + name, ""))
            if wanted and wanted not in values:
                choices.append((wanted, wanted))
            self.fields[PREFIX + name] = forms.ChoiceField(choices=choices, required=False, label=name)
        self.order_fields(["survey", "period", "from", "to", "channel"])
        self.offer()
        self.is_valid()

    def offer(self) -> None:
        """Further choices of a form that has more fields, before anything is judged."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("from"), cleaned.get("to")
        if first and last and first > last:
            self.add_error("to", _("The last day is before the first one."))
        for given, missing in (("from", "to"), ("to", "from")):
            if cleaned.get(given) and not self.data.get(missing):
                self.add_error(missing, _("A period of your own needs both days."))
        return cleaned

    @property
    def chosen_period(self) -> str:
        """The chosen period; "custom" where two days are given."""
        if self.cleaned_data.get("from") and self.cleaned_data.get("to"):
            return "custom"
        return self.cleaned_data.get("period") or self.default_period

    @property
    def period_words(self) -> str:
        """The period as a heading says it."""
        if self.chosen_period == "custom":
            region = self.organisation.region
            ends = (formats.day(self.cleaned_data[name], region) for name in ("from", "to"))
            return " – ".join(ends)
        return str(dict(PERIODS)[self.chosen_period])

    def window(self, now: datetime) -> Window | None:
        """The half-open window of local days; None for all time."""
        zone = self.organisation.zone
        if self.chosen_period == "custom":
            return between(self.cleaned_data["from"], self.cleaned_data["to"], zone=zone)
        if self.chosen_period == "all":
            return None
        return last_days(int(self.chosen_period.removesuffix("d")), now=now, zone=zone)

    def properties(self) -> tuple[tuple[str, str], ...]:
        """The chosen properties. One that no recent answer has is still taken from the address."""
        return tuple(
            (key.removeprefix(PREFIX), value)
            for key, value in sorted(self.data.items())
            if key.startswith(PREFIX) and isinstance(value, str) and value and "\x00" not in key + value
        )

    def slice(self, now: datetime) -> Slice:
        """The answers these filters mean."""
        return Slice(
            organisation=self.organisation,
            window=self.window(now),
            survey_ids=tuple(survey.pk for survey in self.cleaned_data.get("survey", [])),
            channel=self.cleaned_data.get("channel", ""),
            properties=self.properties(),
        )

    @property
    def active(self) -> int:
        """How many filters are set, the period left aside."""
        return (
            bool(self.cleaned_data.get("survey"))
            + bool(self.cleaned_data.get("channel"))
            + len(self.properties())
        )

    @property
    def compared_property(self) -> str:
        """The property whose values are compared: the one asked for, else the first there is; "" without any."""
        known = list(self.known_properties)
        wanted = str(self.data.get("by", ""))
        return wanted if wanted in known else (known[0] if known else "")

    @property
    def chosen_words(self) -> list[tuple[str, str]]:
        """What was chosen besides the period: labels with values."""
        chosen = []
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if name in {"period", "from", "to"} or not value:
                continue
            if name == "survey":
                words = ", ".join(survey.name for survey in value)
            else:
                words = str(dict(getattr(field, "choices", [])).get(value, value))
            chosen.append((str(field.label), words))
        return chosen
