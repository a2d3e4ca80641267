from django import forms
from django.utils.translation import gettext_lazy as _

from contacts.forms.https_address import HttpsField

TEN_YEARS = 3650


class ProductForm(forms.Form):
    """What the merchant says about a product; its name comes from the purchases."""

    category = forms.CharField(label=_("Category"), max_length=80, required=False)
    every_days = forms.IntegerField(
        label=_("Bought again after so many days"),
        required=False,
        min_value=1,
        max_value=TEN_YEARS,
        help_text=_("Empty: as the purchases show. 730 for something that lasts two years."),
    )
    link = HttpsField(
        label=_("Where it is bought again"),
        required=False,
        help_text=_("The address of your shop that reminders and sellers use."),
    )
