from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from delivery.forms.transport import CHOICES, HOST, KEEP, LABELS
from delivery.models import ReplyAddress
from delivery.rules.reply_ways import BY_KEY, MAILBOX, RAW, WAYS, ReplyWay

WAY_LABELS = {
    MAILBOX: _("A mailbox that Promotor looks into (IMAP)"),
    RAW: _("A mail server of your own that posts each mail"),
}
SECURITY = {
    "tls": _("TLS from the beginning, usually port 993"),
    "starttls": _("STARTTLS, usually port 143"),
    "none": CHOICES["none"],
}


class WayChoice(forms.Form):
    """How answers are to reach us. Asked in the address: the next page has the fields of that way only."""

    way = forms.ChoiceField(
        label=_("How answers arrive"),
        choices=[(way.key, WAY_LABELS.get(way.key, way.label)) for way in WAYS],
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )


class ReplyAddressForm(forms.Form):
    """Where customers answer, and the fields of one way."""

    address = forms.EmailField(
        label=_("Address for answers"),
        max_length=100,
        help_text=_(
            "Mails to it with something after a plus sign must arrive, too: case+123@reply.example.com. Most mail "
            "servers and all providers do that."
        ),
    )
    host = forms.CharField(label=LABELS["host"], max_length=200, validators=[HOST])
    port = forms.IntegerField(label=LABELS["port"], min_value=1, max_value=65_535, initial=993)
    security = forms.ChoiceField(label=LABELS["security"], choices=list(SECURITY.items()), initial="tls")
    user = forms.CharField(label=LABELS["user"], max_length=200)
    password = forms.CharField(
        label=LABELS["password"],
        max_length=300,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Gmail and Microsoft want a password of its own for programs (app password)."),
    )
    folder = forms.CharField(
        label=_("Folder"), max_length=100, required=False, help_text=_("Left empty: INBOX.")
    )
    signing = forms.CharField(
        label=_("Signing key"),
        max_length=300,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("With it the provider signs what it hands over; nothing unsigned is taken."),
    )

    def __init__(self, *args: Any, way: ReplyWay, stored: ReplyAddress | None = None, **kwargs: Any) -> None:
        self.way = way
        same = stored is not None and stored.way == way.key
        self._kept = stored.secrets if stored is not None and same else {}
        if stored is not None:
            kwargs["initial"] = {"address": stored.address} | (stored.options if same else {})
        super().__init__(*args, **kwargs)
        wanted = {"address"} | self._own
        self.fields = {name: field for name, field in self.fields.items() if name in wanted}
        for name in self._kept.keys() & self.fields.keys():
            self.fields[name].required, self.fields[name].help_text = False, KEEP
        if "host" in self.fields:
            self.fields["host"].help_text = _("The name of the mail server, such as imap.example.com.")

    @property
    def _own(self) -> set[str]:
        if self.way.key == MAILBOX:
            return {"host", "port", "security", "user", "password", "folder"}
        return {"signing"} if self.way.wants_signing else set()

    def clean_password(self) -> str:
        """IMAP's plain LOGIN knows no other letters."""
        password: str = self.cleaned_data["password"]
        if not password.isascii():
            raise forms.ValidationError(
                _("Mail servers take passwords of plain letters, digits and signs only.")
            )
        return password

    @property
    def options(self) -> dict[str, Any]:
        """What is no secret."""
        names = ("host", "port", "security", "user", "folder")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name)}

    @property
    def secrets(self) -> dict[str, str]:
        """What is to be sealed: what was typed, else what is stored."""
        names = self._own & {"password", "signing"}
        return {name: self.cleaned_data[name] or self._kept.get(name, "") for name in names}


def chosen_way(name: str | None, stored: ReplyAddress | None) -> ReplyWay | None:
    """The way whose fields are to be shown: the one just chosen, else the stored one."""
    return BY_KEY.get(name or "") or (BY_KEY.get(stored.way) if stored else None)
