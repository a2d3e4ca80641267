from django import forms
from django.utils.translation import gettext_lazy as _


class ReplyForm(forms.Form):
    """What the person would write back."""

    text = forms.CharField(
        label=_("Answer as this person"),
        max_length=1000,
        help_text=_("For example: 9, a reason, or STOP."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write what the person would send.")},
    )
