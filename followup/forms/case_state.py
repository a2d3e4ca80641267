from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.models import Case
from followup.rules.snoozing import Until

REASON_LENGTH = 1000

UNTIL_WORDS = {
    Until.HOUR: _("In 1 hour"),
    Until.HOURS: _("In 3 hours"),
    Until.TOMORROW: _("Next working day"),
    Until.WEEK: _("Next week"),
    Until.DAY: _("On a day"),
}


class SnoozeForm(forms.Form):
    """Until when: one of the usual times, or a day."""

    prefix = "snooze"
    until = forms.ChoiceField(
        label=_("Until when"),
        choices=[(str(until), words) for until, words in UNTIL_WORDS.items()],
        error_messages={
            "required": _("Choose until when."),
            "invalid_choice": _("Choose one of the times that are offered."),
        },
    )
    day = forms.DateField(
        label=_("Until the morning of"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as year-month-day, such as 2026-12-31.")},
    )

    @property
    def presets(self) -> list[tuple[str, Any]]:
        return [(str(until), words) for until, words in UNTIL_WORDS.items() if until is not Until.DAY]

    def refuse_day(self) -> None:
        self.add_error("day", _("Choose a day from tomorrow on, within a year."))


class EscalateForm(forms.Form):
    prefix = "escalate"
    reason = forms.CharField(
        label=_("What do you need help with?"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write in a sentence what you need.")},
    )


class MergeForm(forms.Form):
    """Which other open case of the customer becomes part of the one on the page."""

    prefix = "merge"
    other = forms.TypedChoiceField(
        label=_("Case to put into this one"),
        coerce=int,
        error_messages={
            "required": _("Choose a case."),
            "invalid_choice": _("That case has been closed meanwhile. Choose another."),
        },
    )

    def __init__(self, *args: Any, siblings: list[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.siblings = {case.pk: case for case in siblings}
        cast(forms.ChoiceField, self.fields["other"]).choices = [
            (case.pk, f"{case.response.score} · {case.survey.name}") for case in siblings
        ]

    @property
    def chosen(self) -> Case:
        return self.siblings[self.cleaned_data["other"]]
