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
    shortcuts = forms.BooleanField(
        label=_("Single keys in the list of cases"),
        required=False,
        help_text=_(
            "Such as j and k for the next and the previous one. The sheet with all of them opens with ?"
        ),
    )
