from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.forms.organisation import OneLineField


class ProfileForm(forms.Form):
    name = OneLineField(
        label=_("Your name"), max_length=80, help_text=_("Your colleagues see it beside your notes.")
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Of these pages and of the mails you receive."),
    )
