from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _


class ModelForm(forms.Form):
    """Which language model may be asked about comments without a theme."""

    is_on = forms.BooleanField(
        label=_("Ask this model about comments in which no theme is found"), required=False
    )
    url = forms.CharField(
        label=_("Address"),
        max_length=300,
        help_text=_("Of a service that speaks as OpenAI's does, such as https://llm.example.com/v1."),
        error_messages={"required": _("Write the address of the service.")},
    )
    model = forms.CharField(
        label=_("Model"), max_length=120, error_messages={"required": _("Write the name of the model.")}
    )
    key = forms.CharField(
        label=_("Key"),
        required=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Kept sealed and never shown. Leave empty to keep the one there is."),
    )
    monthly_tokens = forms.IntegerField(
        label=_("Tokens a month at most"), min_value=1_000, max_value=1_000_000_000, initial=200_000
    )

    def __init__(self, *args: Any, known_url: str = "", **kwargs: Any) -> None:
        """`known_url`: where the key that is kept belongs; empty where there is none."""
        super().__init__(*args, **kwargs)
        self.known_url = known_url

    def clean(self) -> dict[str, Any]:
        """A key is only ever sent to the host it was given for."""
        typed: dict[str, Any] = super().clean() or {}
        is_kept = bool(self.known_url) and "url" in typed and not typed.get("key")
        if is_kept and urlsplit(self.known_url).netloc != urlsplit(typed["url"]).netloc:
            self.add_error("key", _("The address is another. Write the key for it."))
        return typed

    def clean_url(self) -> str:
        """http and https only; which networks may be reached is the operator's matter (nps_app/lib/http.py)."""
        url: str = self.cleaned_data["url"].strip()
        try:
            parts = urlsplit(url)
            is_address = parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.username
        except ValueError:
            is_address = False
        if not is_address:
            raise forms.ValidationError(_("Write a whole address that begins with https://."))
        return url
