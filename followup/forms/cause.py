from django import forms
from django.utils.translation import gettext_lazy as _


class CauseForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the cause"),
        max_length=80,
        error_messages={"required": _("Give the cause a name, such as “Late delivery”.")},
    )
