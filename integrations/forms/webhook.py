import ipaddress
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from integrations.rules.webhook_events import EVENTS, REPURCHASE_DUE, TEST

EVENT_LABELS = {
    "answer.counted": _("A new answer"),
    "answer.changed": _("An answer was changed or completed"),
    "answer.taken_back": _("An answer turned out to be a machine's"),
    "case.opened": _("A case was opened"),
    "case.closed": _("A case was closed"),
    "case.reopened": _("A case was opened again"),
    "contact.unsubscribed": _("Somebody wants no more surveys"),
    "contact.bounced": _("An address does not exist"),
    REPURCHASE_DUE: _("A customer's time to buy again has come"),
    TEST: _("A test"),
}
PUBLIC_SCHEMES = ("https",)
EVERY_SCHEME = ("https", "http")


class WebhookForm(forms.Form):
    """An address, and what it wants to hear of."""

    url = forms.CharField(
        label=_("Address"),
        max_length=1000,
        help_text=_("Where we send what happens, such as https://example.com/promotor. It answers with 2xx."),
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )
    events = forms.MultipleChoiceField(
        label=_("What it is told"),
        choices=[(event, EVENT_LABELS[event]) for event in EVENTS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one event.")},
    )

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"].strip()
        try:
            parts = urlsplit(url)
            host, _port = parts.hostname or "", parts.port
        except ValueError:
            host = ""
        if not host or any(sign.isspace() for sign in url):
            raise forms.ValidationError(_("This is no address. Write it whole, beginning with https://."))
        if parts.scheme not in (EVERY_SCHEME if settings.OUTGOING_NETWORKS else PUBLIC_SCHEMES):
            raise forms.ValidationError(
                _("Use an address that begins with https://: what goes elsewhere can be read on the way.")
            )
        if parts.username or parts.password:
            raise forms.ValidationError(
                _("Leave out the name and the password: the signature proves that it comes from us.")
            )
        if _is_private(host):
            raise forms.ValidationError(
                _("This address is in a private network. Whoever runs this server can open it to us.")
            )
        return url

    def values(self) -> dict[str, Any]:
        """For save_endpoint."""
        return {"url": self.cleaned_data["url"], "events": self.cleaned_data["events"]}


def _is_private(host: str) -> bool:
    """What can be said without asking the name servers; the rest is found out at sending."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" and not settings.OUTGOING_NETWORKS
    opened = (ipaddress.ip_network(network) for network in settings.OUTGOING_NETWORKS)
    return not address.is_global and not any(address in network for network in opened)
