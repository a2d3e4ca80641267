from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from delivery.models import OutboundMessage

# What the page offers is what a person looks for, not every state a row can be in.
STATES = {
    "waiting": [OutboundMessage.State.QUEUED, OutboundMessage.State.LEASED, OutboundMessage.State.ARMED],
    "sent": [OutboundMessage.State.SENT],
    "uncertain": [OutboundMessage.State.UNCERTAIN],
    "failed": [OutboundMessage.State.FAILED, OutboundMessage.State.EXPIRED],
    "not_sent": [OutboundMessage.State.SUPPRESSED, OutboundMessage.State.CANCELLED],
}
STATE_LABELS = {
    "waiting": _("Waiting"),
    "sent": _("Sent"),
    "uncertain": _("Uncertain"),
    "failed": _("Failed"),
    "not_sent": _("Not sent"),
}


class MessageFilter(forms.Form):
    """Which messages to show. Everything in the address; what makes no sense is ignored."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *STATE_LABELS.items()]
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[
            ("", _("All")),
            ("invitation", _("Invitation")),
            ("reminder", _("Reminder")),
            ("reply", _("Reply to an SMS")),
            ("offer", _("Offer")),
            ("staff", _("Notice to staff")),
            ("test", _("Test")),
            ("webhook", _("Webhook")),
        ],
    )
    before = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    to = forms.CharField(
        label=_("Recipient"), required=False, max_length=254, widget=forms.TextInput(attrs={"type": "search"})
    )

    def __init__(self, *args: Any, with_account_mails: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if with_account_mails:
            kinds = self.fields["kind"]
            kinds.choices = [*kinds.choices, ("account", _("About an account"))]


class SettleForm(forms.Form):
    """What became of an uncertain message."""

    arrived = forms.TypedChoiceField(choices=[("yes", ""), ("no", "")], coerce=lambda value: value == "yes")
