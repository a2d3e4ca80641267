from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from contacts.models import Segment
from surveys.forms.experiment import ExperimentChoice, fits, misfit
from surveys.forms.offer import OfferChoice
from surveys.models import Survey
from surveys.rules.sample import Sample


class AudienceForm(forms.Form):
    """What is asked, and whom."""

    survey = forms.ModelChoiceField(
        label=_("Survey"),
        queryset=Survey.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("Choose a survey."),
            "invalid_choice": _("This survey no longer exists. Choose another one."),
        },
    )
    segment = forms.ModelChoiceField(
        label=_("To whom"),
        queryset=Segment.objects.none(),
        required=False,
        empty_label=_("Everybody"),
        error_messages={"invalid_choice": _("This segment no longer exists. Choose another one.")},
    )

    panel = forms.BooleanField(
        label=_("Only the panel"),
        required=False,
        help_text=_("Those of them who are glad to be asked more often, under the panel's own pause."),
    )
    percent = forms.IntegerField(
        label=_("How many of a hundred"),
        required=False,
        min_value=1,
        max_value=100,
        initial=100,
        help_text=_("Fewer than 100: who is asked is drawn by lot."),
    )
    seed = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2_000_000_000)

    def clean_percent(self) -> int:
        """Nothing typed: everybody."""
        return self.cleaned_data["percent"] or 100

    def sample(self) -> Sample:
        """Who is drawn."""
        return Sample(self.cleaned_data["percent"], self.cleaned_data["seed"] or 0)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        surveys = Survey.objects.of(organisation).select_related("published", "detractor_owner")
        self.fields["survey"].queryset = surveys.order_by("is_sample", "-pk")
        self.fields["segment"].queryset = Segment.objects.of(organisation).order_by("name")
        self.fields["offer"] = OfferChoice()
        self.fields["experiment"] = ExperimentChoice(organisation)
        self.order_fields(["survey", "segment", "panel", "offer", "experiment"])

    def clean(self) -> dict[str, Any]:
        """An A/B test belongs to one survey."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not fits(cleaned.get("experiment"), cleaned.get("survey")):
            self.add_error("experiment", misfit())
        return cleaned


class LaunchForm(AudienceForm):
    """The last step: the same choice once more, and the word that it is meant."""

    launch_key = forms.UUIDField(widget=forms.HiddenInput)
    confirm = forms.BooleanField(
        label=_("Yes, send it now"),
        error_messages={"required": _("Tick the box to say that the survey may be sent.")},
    )
