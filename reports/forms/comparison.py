"""What may be said about the quarterly comparison: whether and when, and what came of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User

LONGEST = 2000
LATEST_YEARS = 2


class ComparisonPlanForm(forms.Form):
    """On or off, the next day, and who. `today`: the organisation's."""

    is_on = forms.BooleanField(required=False, label=_("Compare with the competition every quarter"))
    next_on = forms.DateField(
        required=False,
        label=_("Next time"),
        help_text=_("On this day the task appears with the numbers of the three months before."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Type the day as year, month and day: 2026-03-12.")},
    )
    owner = forms.ChoiceField(
        label=_("Who does it"),
        error_messages={"invalid_choice": _("Choose a colleague who may edit reports.")},
    )

    def __init__(
        self, data: Any = None, *, people: Sequence[User], today: date, is_open: bool, initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=initial)
        self.today, self.is_open = today, is_open
        self.people = {str(user.pk): user for user in people}
        chosen = [(key, user.display_name) for key, user in self.people.items()]
        cast(forms.ChoiceField, self.fields["owner"]).choices = chosen

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        day = typed.get("next_on")
        if not typed.get("is_on") or "next_on" in self.errors:
            return typed
        if day is None:
            if not self.is_open:  # else the day follows from the one that is open
                self.add_error("next_on", _("Choose the day on which it is to appear."))
        elif not self.today <= day <= self.today.replace(day=1, year=self.today.year + LATEST_YEARS):
            self.add_error("next_on", _("Choose a day from today on, within two years."))
        return typed

    def values(self) -> dict[str, Any]:
        """For save_comparison_plan."""
        typed = self.cleaned_data
        return {
            "is_on": typed["is_on"],
            "next_on": typed["next_on"],
            "owner": self.people.get(typed["owner"]),
        }


class ComparisonForm(forms.Form):
    """The template: three questions, of which the last is answered before the task is done."""

    value = forms.CharField(
        required=False,
        max_length=LONGEST,
        label=_("What only we offer"),
        help_text=_(
            "Why do customers who know both choose us? Look at the companies we are ahead of, and at those we are not."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    guarantee = forms.CharField(
        required=False,
        max_length=LONGEST,
        label=_("Price and guarantee"),
        help_text=_("Match a price, guarantee one, or explain ours? Look at how many name the price."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    decision = forms.CharField(
        required=False,
        max_length=LONGEST,
        label=_("What we decide"),
        help_text=_("One or two things, who does them, and by when. To change nothing is a decision, too."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def values(self) -> dict[str, str]:
        """For write_comparison."""
        return {name: self.cleaned_data[name].strip() for name in ("value", "guarantee", "decision")}
