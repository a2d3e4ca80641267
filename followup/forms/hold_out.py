from django import forms
from django.utils.translation import gettext_lazy as _

NOTE_LENGTH = 1000
SHARES = [
    (0, _("Off: every case is worked")),
    (5, "5 %"),
    (10, "10 %"),
    (20, "20 %"),
    (30, "30 %"),
    (50, "50 %"),
]


class HoldOutForm(forms.Form):
    percent = forms.TypedChoiceField(
        label=_("How many unhappy answers are held back"),
        coerce=int,
        choices=SHARES,
        error_messages={"invalid_choice": _("Choose one of the shares in the list.")},
    )


class TakeOutForm(forms.Form):
    prefix = "take_out"
    reason = forms.CharField(
        label=_("Why is it worked after all?"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write why: the reason stays in the case's history.")},
    )
