from django import forms
from django.utils.translation import gettext_lazy as _


class ApiKeyForm(forms.Form):
    """What a new key is for."""

    name = forms.CharField(
        label=_("What the key is for"),
        max_length=80,
        help_text=_("The program that will use it, so that you know later which one to revoke."),
        error_messages={"required": _("Name the program that will use it.")},
    )
