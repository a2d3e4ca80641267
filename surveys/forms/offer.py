from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.rules.ways import Offer

OFFERS = [
    (Offer.EMAIL.value, _("E-mail")),
    (Offer.SMS.value, _("SMS")),
    (Offer.BEST.value, _("Each person's best: the channel they like, or the one that is open to them")),
]


class OfferChoice(forms.ChoiceField):
    """A field of whatever sends: by which channel people are asked. Nothing chosen: by e-mail."""

    def __init__(self) -> None:
        super().__init__(
            label=_("By which channel"), choices=OFFERS, required=False, initial=Offer.EMAIL.value
        )

    def clean(self, value: object) -> str:
        return str(super().clean(value) or Offer.EMAIL.value)
