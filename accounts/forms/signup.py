from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.forms.organisation import OneLineField, time_zones
from accounts.models import User


class SignupForm(forms.Form):
    """Asked beside e-mail address and password when signing up. Who was invited needs no company."""

    name = OneLineField(
        label=_("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    company = OneLineField(
        label=_("Company name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    # Filled by static/js/timezone.js; it can be changed in the settings.
    time_zone = forms.CharField(
        required=False, max_length=50, widget=forms.HiddenInput(attrs={"data-browser-time-zone": ""})
    )
    field_order = ("name", "company", "email", "password1", "time_zone")

    class Media:
        js = ("js/timezone.js",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        request = context.request
        self.invite = get_adapter().pending_invite(request) if request else None
        if self.invite:
            del self.fields["company"]
            self.initial["email"] = self.invite.email

    def clean_time_zone(self) -> str:
        zone = self.cleaned_data["time_zone"]
        return zone if zone in time_zones() else "UTC"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        email = cleaned.get("email")
        if self.invite and email and email.lower() != self.invite.email.lower():
            self.add_error(
                "email",
                _("The invitation was sent to %(email)s. Sign up with that address.")
                % {"email": self.invite.email},
            )
        return cleaned

    def signup(self, request: HttpRequest, user: User) -> None:
        """Asked for by allauth, at a moment when AccountAdapter.save_user has done everything."""
