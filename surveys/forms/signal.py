"""What the public page's script tells before anything is sent."""

from typing import Any

from django import forms

from surveys.forms.answer import SCORES

HAND = "trusted"


class SignalForm(forms.Form):
    """A chosen score and how it became known: a hand on the page, five seconds of looking, or leaving."""

    score = forms.ChoiceField(choices=SCORES)
    evidence = forms.ChoiceField(choices=[(HAND, HAND), ("dwell", "dwell"), ("leave", "leave")])
    seen = forms.IntegerField(min_value=0, required=False)
    nonce = forms.CharField(max_length=80)
    chosen = forms.BooleanField(required=False)
    robot = forms.BooleanField(required=False)

    @property
    def is_by_hand(self) -> bool:
        said: dict[str, Any] = self.cleaned_data
        return said["evidence"] == HAND and bool(said["seen"])
