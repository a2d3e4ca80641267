"""When somebody wishes to be contacted, as it arrives from the thank-you page. Messages come in its language."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from django import forms

from followup.rules.callback import Window


class WishForm(forms.Form):
    """A part of the day, and one of the days that are offered or the next possible one."""

    window = forms.ChoiceField(choices=[(window.value, window.value) for window in Window])
    day = forms.ChoiceField(required=False)

    def __init__(
        self, data: Any = None, *, days: Sequence[date], words: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        cast(forms.ChoiceField, self.fields["day"]).choices = [
            ("", ""),
            *[(day.isoformat(), day) for day in days],
        ]
        for code in ("required", "invalid_choice"):
            self.fields["window"].error_messages[code] = words["wish_error"]
            self.fields["day"].error_messages[code] = words["wish_error_day"]

    @property
    def chosen_day(self) -> date | None:
        """None: the next that is possible."""
        text: str = self.cleaned_data["day"]
        return date.fromisoformat(text) if text else None
