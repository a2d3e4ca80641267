from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from contacts.rules.matching import normal_phone
from delivery.forms.transport import KEEP
from delivery.models import Transport
from delivery.rules.providers import Field
from delivery.rules.sms_accounts import ACCOUNTS, NAMES, Account, fault_of_template, is_sender, takes_replies

LABELS = {
    "sid": _("Account SID"),
    "token": _("Auth token"),
    "key": _("API key"),
    "secret": _("API secret"),
    "signature": _("Signature secret"),
    "sender": _("Sender"),
    "api": _("Another address of the interface"),
    "url": _("Address of the gateway"),
    "authorization": _("Authorization header"),
    "template": _("What is sent to it"),
    "as_form": _("It wants a form, not JSON"),
    "answer_id": _("In its answer, the message's id"),
    "status": _("In a report, the state"),
    "status_ref": _("In a report, our reference"),
    "delivered": _("States that mean: delivered"),
    "failed": _("States that mean: not delivered"),
    "gone": _("States that mean: this number does not exist"),
    "from": _("In a text that comes in, the number"),
    "text": _("In a text that comes in, the text"),
    "id": _("In a text that comes in, its id"),
}
HELP = {
    "sid": _("It begins with AC and stands on the first page of Twilio's console."),
    "sender": _(
        "A number with its country such as +14155550100, a short code, a name of up to 11 letters where your country "
        "allows it, or a messaging service (MG…) of Twilio's."
    ),
    "signature": _(
        "Only if Vonage signs what it reports for your account. Then nothing unsigned is believed."
    ),
    "api": _("Only for a region of its own, such as https://api.dublin.ie1.twilio.com."),
    "url": _("https. It may hold {to}, {text}, {ref} and {from}."),
    "authorization": _("The whole value, such as Bearer abc123. Left empty: none is sent."),
    "template": _(
        "An object of JSON. {to} becomes the number, {text} the text, {ref} our reference, {from} the sender, "
        "{status_url} the address for reports."
    ),
}
USUAL = {
    "answer_id": "id",
    "status": "status",
    "status_ref": "ref",
    "delivered": "delivered, delivrd",
    "failed": "failed, undelivered, rejected, expired, undeliv",
    "gone": "invalid, unknown_subscriber",
    "from": "from",
    "text": "text",
    "id": "id",
}
TEMPLATE = '{"to": "{to}", "from": "{from}", "text": "{text}", "ref": "{ref}"}'
TEMPLATE_FAULTS = {
    "json": _(
        "This is no object of JSON. It begins with { and ends with }, with double quotes around texts."
    ),
    "to": _("{to} is missing: without it the gateway does not know the number."),
    "text": _("{text} is missing: without it nothing would be said."),
}
WEB = RegexValidator(r"^https?://[^\s/]+\S*$", _("Write it as https://api.example.com/sms."))


class SmsProviderChoice(forms.Form):
    """By whom SMS are to leave. Asked in the address: the next page has the fields of that provider only."""

    provider = forms.ChoiceField(
        label=_("Provider"),
        choices=[
            (account.key, _("Another one, by HTTP") if account.key == "http" else account.label)
            for account in ACCOUNTS
        ],
    )


class SmsAccountForm(forms.Form):
    """An account with one provider."""

    two_way = forms.BooleanField(
        label=_("People can reply to this sender"),
        required=False,
        help_text=_(
            "Then they answer with a number and stop with a word. Otherwise the text holds links for both, which "
            "takes two SMS."
        ),
    )

    def __init__(self, *args: Any, account: Account, stored: Transport | None = None, **kwargs: Any) -> None:
        self.account = account
        same = stored is not None and stored.provider == account.key
        self._kept = stored.secrets if stored is not None and same else {}
        if stored is not None and same:
            names = {f"name_{name}": value for name, value in stored.option("names", {}).items()}
            kwargs["initial"] = stored.options | names
        super().__init__(*args, **kwargs)
        own = {field.name: self._field(field) for field in account.fields}
        self.fields = {**own, **self.fields}
        if account.key == "http":
            self.fields["template"].initial = TEMPLATE
            for name in NAMES:
                self.fields[f"name_{name}"] = forms.CharField(
                    label=LABELS[name],
                    required=False,
                    max_length=120,
                    widget=forms.TextInput(attrs={"placeholder": USUAL[name], "autocomplete": "off"}),
                )

    def _field(self, field: Field) -> forms.Field:
        kept = field.name in self._kept
        words: dict[str, Any] = {
            "label": LABELS[field.name],
            "required": field.required and not kept,
            "help_text": KEEP if kept else HELP.get(field.name, ""),
        }
        if field.name == "as_form":
            return forms.BooleanField(**words)
        if field.name == "template":
            return forms.CharField(max_length=4000, widget=forms.Textarea(attrs={"rows": 4}), **words)
        attributes = {"autocomplete": "new-password" if field.secret else "off", "spellcheck": "false"}
        widget = forms.PasswordInput(attrs=attributes) if field.secret else forms.TextInput(attrs=attributes)
        validators = [WEB] if field.name in ("api", "url") else []
        return forms.CharField(max_length=300, widget=widget, validators=validators, **words)

    def clean_sender(self) -> str:
        """Spaces and dashes are left out of a number."""
        written = str(self.cleaned_data["sender"]).strip()
        sender = normal_phone(written, "") or written
        if sender and not is_sender(sender):
            raise forms.ValidationError(
                _("Write a number with its country, a short code or a name of up to 11 letters.")
            )
        return sender

    def clean(self) -> dict[str, Any]:
        """A name takes no replies, and a template must say what to whom."""
        cleaned: dict[str, Any] = super().clean() or {}
        sender = cleaned.get("sender", "")
        if cleaned.get("two_way") and sender and not takes_replies(sender):
            self.add_error("two_way", _("Nobody can reply to a name. Take the tick away, or enter a number."))
        if cleaned.get("template"):
            fault = fault_of_template(cleaned["template"], cleaned.get("url", ""))
            if fault:
                self.add_error("template", TEMPLATE_FAULTS[fault])
        return cleaned

    @property
    def secrets(self) -> dict[str, str]:
        """What is to be sealed: what was typed, else what is stored."""
        typed = {name: self.cleaned_data.get(name) or self._kept.get(name) for name in self.account.secrets}
        return {name: str(value) for name, value in typed.items() if value}

    @property
    def options(self) -> dict[str, Any]:
        """Everything else that was filled in."""
        plain = {field.name for field in self.account.fields} - self.account.secrets
        found = {name: self.cleaned_data[name] for name in sorted(plain) if self.cleaned_data.get(name)}
        names = {name: self.cleaned_data.get(f"name_{name}") for name in NAMES}
        named = {name: value for name, value in names.items() if value}
        return found | {"two_way": self.cleaned_data["two_way"]} | ({"names": named} if named else {})

    def way_out(self) -> Iterator[forms.BoundField]:
        """The fields that say how to get out."""
        return (self[name] for name in [*(field.name for field in self.account.fields), "two_way"])

    def names(self) -> Iterator[forms.BoundField]:
        """The names under which a gateway says things."""
        return (self[f"name_{name}"] for name in NAMES if f"name_{name}" in self.fields)


class SmsTrialForm(forms.Form):
    """To whom the test goes."""

    phone = forms.CharField(
        label=_("Your number"),
        max_length=40,
        help_text=_("With its country, such as +57 300 123 4567."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country = country

    def clean_phone(self) -> str:
        """The number in its normal form."""
        phone = normal_phone(self.cleaned_data["phone"], self.country)
        if phone is None:
            raise forms.ValidationError(
                _("This is not a telephone number. Write it with its country, like +57 300 123 4567.")
            )
        return phone
