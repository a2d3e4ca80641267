from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from contacts.models import Segment
from contacts.queries.audience import property_names
from surveys.forms.experiment import ExperimentChoice, fits, misfit
from surveys.forms.offer import OfferChoice
from surveys.models import Survey


class ProgrammeForm(forms.Form):
    """What is asked without end, and whom."""

    survey = forms.ModelChoiceField(
        label=_("Survey"), queryset=Survey.objects.none(), empty_label=None,
        error_messages={"required": _("Choose a survey.")},
    )  # fmt: skip
    segment = forms.ModelChoiceField(
        label=_("To whom"), queryset=Segment.objects.none(), required=False, empty_label=_("Everybody")
    )
    period_days = forms.IntegerField(
        label=_("Days in which everybody has one turn"), min_value=7, max_value=730, initial=90
    )
    stratum_property = forms.ChoiceField(
        label=_("Its share every day for each"),
        required=False,
        help_text=_("A property such as the branch: each of its values is asked in proportion, every day."),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        surveys = Survey.objects.of(organisation).select_related("published", "detractor_owner")
        self.fields["survey"].queryset = surveys.order_by("is_sample", "-pk")
        self.fields["segment"].queryset = Segment.objects.of(organisation).order_by("name")
        names = [(name, name) for name in property_names(organisation) if len(name) <= 60]
        self.fields["offer"] = OfferChoice()
        self.fields["experiment"] = ExperimentChoice(organisation)
        self.fields["stratum_property"].choices = [("", _("no property")), *names]

    def clean(self) -> dict[str, Any]:
        """An A/B test belongs to one survey."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not fits(cleaned.get("experiment"), cleaned.get("survey")):
            self.add_error("experiment", misfit())
        return cleaned
