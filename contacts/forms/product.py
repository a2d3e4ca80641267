from django import forms
from django.utils.translation import gettext_lazy as _

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
    link = forms.URLField(
        label=_("Where it is bought again"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("The address of your shop that reminders and sellers use."),
    )

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"]
        if link and not link.startswith("https://"):
            raise forms.ValidationError(_("The address begins with https://."))
        return link
