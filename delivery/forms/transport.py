from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from delivery.models import Transport
from delivery.rules.providers import BY_KEY, EMAIL, Field, Provider

LABELS = {
    "host": _("Host"),
    "port": _("Port"),
    "security": _("Encryption"),
    "user": _("User name"),
    "password": _("Password"),
    "bounce_address": _("Address for mails that come back"),
    "api_key": _("API key"),
    "api_token": _("API token"),
    "server_token": _("Server token"),
    "secret_key": _("Secret key"),
    "access_key_id": _("Access key ID"),
    "secret_access_key": _("Secret access key"),
    "region": _("Region"),
    "region_name": _("Region"),
    "project_id": _("Project ID"),
    "message_stream": _("Message stream"),
    "signing_secret": _("Signing secret of the webhook"),
    "webhook_signing_key": _("Signing key of webhooks"),
    "webhook_key": _("Key of the webhook"),
}
HOOK_KEY_HELP = _("With it the provider signs what it reports. Without it, reports are not taken.")
HELP = {
    "host": _("The name of the mail server, such as smtp.example.com."),
    "bounce_address": _(
        "Only if Promotor reads the mailbox behind it; whoever runs this installation can tell. Left empty, they come "
        "back to the sender address."
    ),
    "region_name": _("As the provider writes it, such as eu-west-1 or fr-par."),
    "message_stream": _("Left empty: the server's first one. Surveys belong into a broadcast stream."),
    "signing_secret": HOOK_KEY_HELP,
    "webhook_signing_key": HOOK_KEY_HELP,
    "webhook_key": HOOK_KEY_HELP,
}
CHOICES = {
    "starttls": _("STARTTLS, usually port 587"),
    "tls": _("TLS from the beginning, usually port 465"),
    "none": _("None: only within your own network"),
    "us": _("United States"),
    "eu": _("European Union"),
}
HOST = RegexValidator(r"^[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?$", _("A name such as smtp.example.com."))
KEEP = _("A value is stored and never shown again. Leave this empty to keep it.")
LIMITS = ("per_second", "per_minute", "per_day", "per_domain_hour")


class ProviderChoice(forms.Form):
    """By whom mails are to leave. Asked in the address: the next page has the fields of that provider only."""

    provider = forms.ChoiceField(
        label=_("Provider"),
        choices=[(provider.key, provider.label) for provider in EMAIL],
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )


class TransportForm(forms.Form):
    """How an organisation's mails leave: the fields of one provider, the sender, the limits."""

    from_address = forms.EmailField(
        label=_("Sender address"),
        max_length=120,
        help_text=_(
            "Your customers see it. Its domain must allow your provider to send (SPF, DKIM); the provider shows how."
        ),
    )
    warm_up = forms.BooleanField(
        label=_("Warm up a new sender"),
        required=False,
        help_text=_(
            "At most 200 mails to customers on the first day, half as many again after each day that used at least "
            "half of its number, until mail services know you: two weeks or so."
        ),
    )
    per_second = forms.IntegerField(
        label=_("Most mails a second"), required=False, min_value=1, max_value=10_000
    )
    per_minute = forms.IntegerField(
        label=_("Most mails a minute"), required=False, min_value=1, max_value=100_000
    )
    per_day = forms.IntegerField(
        label=_("Most mails a day"), required=False, min_value=1, max_value=10_000_000
    )
    per_domain_hour = forms.IntegerField(
        label=_("Most mails an hour to one mail service"),
        required=False,
        min_value=1,
        max_value=1_000_000,
        help_text=_("Leave limits empty that your provider does not have."),
    )

    def __init__(
        self, *args: Any, provider: Provider, stored: Transport | None = None, **kwargs: Any
    ) -> None:
        self.provider = provider
        same = stored is not None and stored.provider == provider.key
        self._kept = stored.secrets if stored is not None and same else {}
        if stored is not None:
            options = stored.options if same else {"from_address": stored.option("from_address")}
            kwargs["initial"] = options | {"warm_up": stored.warm_up_limit is not None}
        super().__init__(*args, **kwargs)
        own = {field.name: self._field(field) for field in provider.fields}
        self.fields = {"from_address": self.fields["from_address"], **own, **self.fields}
        if "port" in self.fields:
            self.fields["port"].initial = 587

    def _field(self, field: Field) -> forms.Field:
        kept = field.name in self._kept
        words: dict[str, Any] = {
            "label": LABELS[field.name],
            "required": field.required and not kept,
            "help_text": KEEP if kept else HELP.get(field.name, ""),
        }
        if field.choices:
            return forms.ChoiceField(choices=[(choice, CHOICES[choice]) for choice in field.choices], **words)
        if field.name == "port":
            return forms.IntegerField(min_value=1, max_value=65_535, **words)
        if field.name == "bounce_address":
            return forms.EmailField(max_length=120, **words)
        attributes = {"autocomplete": "off", "spellcheck": "false"}
        widget = (
            forms.PasswordInput(attrs=attributes | {"autocomplete": "new-password"})
            if field.secret
            else forms.TextInput(attrs=attributes)
        )
        validators = [HOST] if field.name == "host" else []
        return forms.CharField(max_length=300, widget=widget, validators=validators, **words)

    def clean(self) -> dict[str, Any]:
        """A password without a user name is a mistake."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("password") and not cleaned.get("user"):
            self.add_error("user", _("Whose password is it? Enter the user name, too."))
        if not str(cleaned.get("password") or "").isascii():
            self.add_error(
                "password", _("Mail servers take passwords of plain letters, digits and signs only.")
            )
        return cleaned

    @property
    def secrets(self) -> dict[str, str]:
        """What is to be sealed: what was typed, else what is stored. Without a user there is no password."""
        typed = {name: self.cleaned_data.get(name) for name in self.provider.secrets}
        found = {name: typed[name] or self._kept.get(name, "") for name in typed}
        if self.provider.key == "smtp" and not self.cleaned_data.get("user"):
            found.pop("password", None)
        return {name: str(value) for name, value in found.items() if value}

    @property
    def options(self) -> dict[str, Any]:
        """Everything else that was filled in."""
        plain = {field.name for field in self.provider.fields} - self.provider.secrets
        names = ["from_address", *sorted(plain), *LIMITS]
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name)}

    def way_out(self) -> Iterator[forms.BoundField]:
        """The fields that say how to get out."""
        return (self[field.name] for field in self.provider.fields)

    def limits(self) -> Iterator[forms.BoundField]:
        """The fields that hold back."""
        return (self[name] for name in LIMITS)

    def has_limits(self) -> bool:
        """Whether there is something to see among the limits."""
        return any(self[name].value() for name in LIMITS)


def chosen_provider(name: str | None, stored: Transport | None) -> Provider | None:
    """The provider whose fields are to be shown: the one just chosen, else the stored one."""
    return BY_KEY.get(name or "") or (BY_KEY.get(stored.provider) if stored else None)
