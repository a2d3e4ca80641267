import re
from typing import Any
from zoneinfo import available_timezones

from babel import Locale
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.rules.region import REGIONS, is_currency

CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f]+")

PROOF_CHOICES = [
    ("strict", _("Strict: only when somebody touched the page or pressed Send")),
    ("balanced", _("Balanced: also when the page was looked at and nothing speaks for a machine")),
    ("open", _("Open: the same, even right after the mail arrived")),
]


def time_zones() -> list[str]:
    """Names like America/Bogota, and UTC; not the old aliases."""
    return [
        "UTC",
        *sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/")),
    ]


def _zone_choices() -> list[tuple[str, str]]:
    return [(name, name.replace("_", " ")) for name in time_zones()]


def _region_choices() -> list[tuple[str, str]]:
    language = get_language() or "en"
    named = [(code, Locale.parse(code, sep="-").get_display_name(language) or code) for code in REGIONS]
    return [(code, name[:1].upper() + name[1:]) for code, name in named]


class OneLineField(forms.CharField):
    """Text that ends up in a mail header or a heading: line breaks and control characters become a space."""

    def to_python(self, value: Any) -> str:
        return (
            super().to_python(CONTROL_CHARACTERS.sub(" ", value) if isinstance(value, str) else value) or ""
        )


class NewOrganisationForm(forms.Form):
    """A further organisation of somebody who has an account."""

    name = OneLineField(label=_("Company name"), max_length=80)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=_zone_choices,
        help_text=_("Days and weeks of your reports start at its midnight."),
    )
    region = forms.ChoiceField(
        label=_("Region"), choices=_region_choices, help_text=_("Decides how numbers and dates are written.")
    )


class OrganisationForm(NewOrganisationForm):
    """What an organisation says about itself."""

    sender_name = OneLineField(
        label=_("Sender name"),
        max_length=80,
        required=False,
        help_text=_("Your customers see it as the sender of your mails. Without it nothing can be sent."),
    )
    postal_address = forms.CharField(
        label=_("Postal address"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Stands at the end of each mail, as the law asks in many countries. Without it nothing can be sent."
        ),
    )
    answer_proof = forms.ChoiceField(
        label=_("Which answers count"),
        choices=PROOF_CHOICES,
        help_text=_("Mail scanners open links too. What only opens a link never counts."),
    )
    currency = OneLineField(
        label=_("Currency"),
        max_length=3,
        required=False,
        help_text=_(
            "Three letters, such as USD; empty is your region's. Amounts of purchases that name no currency are read "
            "in it. Nothing is ever converted."
        ),
    )

    def clean_currency(self) -> str:
        currency: str = self.cleaned_data["currency"].strip().upper()
        if currency and not is_currency(currency):
            raise forms.ValidationError(_("Write the three letters of a currency, such as USD or COP."))
        return currency
