from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

EARLIEST = date(2000, 1, 1)


class MilestoneForm(forms.Form):
    """What happened, and on which day. `today`: the organisation's; what has not happened yet has moved nothing."""

    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose the day on which it happened."),
            "invalid": _("Type the day as year, month and day: 2026-03-12."),
        },
    )
    words = forms.CharField(
        label=_("What happened"),
        max_length=80,
        help_text=_("In a few words, such as “new website”."),
        error_messages={
            "required": _("Say in a few words what happened."),
            "max_length": _("Say it in at most 80 characters."),
        },
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not EARLIEST <= day <= self.today:
            raise forms.ValidationError(_("Choose a day between 2000 and today."))
        return day
