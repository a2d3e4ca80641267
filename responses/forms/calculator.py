"""The calculator's two ways to say how many answers there are; both read the address, so both can be shared."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from responses.maths.score import Counts

MOST = 1_000_000_000
# Not type=number: browsers would empty a field whose text is no number, and what was typed is to stay.
BOX = {"inputmode": "numeric", "autocomplete": "off"}


def _count(label: Any, *, required: bool, **attributes: str) -> forms.IntegerField:
    wrong = _("Type a whole number from 0 up, such as 52, without dots or commas.")
    return forms.IntegerField(
        label=label,
        required=required,
        min_value=0,
        max_value=MOST,
        widget=forms.TextInput(attrs={**BOX, **attributes}),
        error_messages={
            "required": _("Type how many there were; 0 if there were none."),
            "invalid": wrong,
            "min_value": wrong,
            "max_value": _("That is more than this page counts. Type at most 1000000000."),
        },
    )


class GroupsForm(forms.Form):
    """Three counts."""

    promoters = _count(_("Promoters (9–10)"), required=True, placeholder="52")
    passives = _count(_("Passives (7–8)"), required=True, placeholder="30")
    detractors = _count(_("Detractors (0–6)"), required=True, placeholder="18")

    def clean(self) -> dict[str, Any]:
        return _something(self, "promoters")

    def counts(self) -> Counts:
        """The valid form's counts."""
        typed = self.cleaned_data
        return Counts(typed["detractors"], typed["passives"], typed["promoters"])


class ScoresForm(forms.Form):
    """Eleven counts, one for each number from 0 to 10; an empty one means none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for score in range(11):
            self.fields[f"c{score}"] = _count(str(score), required=False, placeholder="0")

    def clean(self) -> dict[str, Any]:
        return _something(self, "c0")

    @property
    def eleven(self) -> list[int]:
        """The valid form's counts of the numbers 0 to 10."""
        return [self.cleaned_data[f"c{score}"] or 0 for score in range(11)]

    def counts(self) -> Counts:
        """The valid form's counts."""
        return Counts.from_histogram(self.eleven)


def _something(form: forms.Form, first: str) -> dict[str, Any]:
    if not form.errors and not any(form.cleaned_data.values()):
        form.add_error(first, _("There is no answer to calculate with: type at least one count."))
    return form.cleaned_data
