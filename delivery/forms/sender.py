from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _


class SenderForm(forms.Form):
    """What the name servers cannot tell us by themselves."""

    selector = forms.CharField(
        label=_("DKIM selector"),
        max_length=63,
        help_text=_(
            "The first part of the name under which the signing key is published; your mail server says it."
        ),
        validators=[
            RegexValidator(
                r"^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$", _("Letters, digits, dots and hyphens only.")
            )
        ],
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "placeholder": "mail"}),
    )
