from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

TONES = [("", _("as it is read")), ("good", _("praised")), ("even", _("neither")), ("bad", _("criticised"))]
SIGNS = {"good": 1, "even": 0, "bad": -1}
_TONE = "tone_"


class CorrectionForm(forms.Form):
    """What one comment is about, and how it speaks of each of that."""

    themes = forms.MultipleChoiceField(
        label=_("What is this comment about?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, names: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["themes"]).choices = list(names.items())
        for key, name in names.items():
            self.fields[_TONE + key] = forms.ChoiceField(
                label=_("%(theme)s: how it is spoken of") % {"theme": name}, choices=TONES, required=False
            )

    @property
    def rows(self) -> list[tuple[Any, forms.BoundField]]:
        """Each theme's tick with its tone."""
        return [(tick, self[_TONE + tick.data["value"]]) for tick in self["themes"]]

    @property
    def tones(self) -> dict[str, int]:
        """The signs of the themes that were given one."""
        typed = {key: self.cleaned_data.get(_TONE + key) for key in self.cleaned_data["themes"]}
        return {key: SIGNS[tone] for key, tone in typed.items() if tone}


def tones_initial(signs: Mapping[str, int]) -> dict[str, str]:
    """What was said before, as the form shows it."""
    names = {sign: tone for tone, sign in SIGNS.items()}
    return {_TONE + key: names[sign] for key, sign in signs.items()}
