"""What the columns of a file of purchases become, and what is wrong with a row of it, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from contacts.forms.problems import PROBLEMS
from integrations.forms.event_problems import EVENT_PROBLEMS
from integrations.forms.import_file import ColumnsForm
from integrations.rules.columns import BadMapping
from integrations.rules.purchase_columns import FIELDS, check_purchase_mapping

PURCHASE_FIELDS = {
    "id": _("Number of the purchase"),
    "line": _("Number of its line, or article"),
    "bought_at": _("Day of the purchase"),
    "email": _("Customer: e-mail address"),
    "phone": _("Customer: telephone"),
    "customer_id": _("Customer: number"),
    "amount": _("Amount"),
    "currency": _("Currency"),
    "refunded": _("Paid back so far"),
    "state": _("State (paid, refunded, cancelled)"),
    "product": _("Product"),
    "category": _("Category of the product"),
}
# Codes of contacts/rules/purchase.py and of integrations/rules.
PURCHASE_PROBLEMS = {
    **{code: PROBLEMS[code] for code in ("email_bad", "phone_bad", "phone_bad_or_no_prefix", "too_long")},
    **{code: PROBLEMS[code] for code in ("too_many_cells", "unreadable_signs")},
    **{code: EVENT_PROBLEMS[code] for code in ("not_moment", "future", "too_old")},
    "no_number": _("The number of the purchase is missing: by it a purchase told twice is known."),
    "no_customer": _(
        "Nothing says who bought: give an e-mail address, a telephone number or a customer number."
    ),
    "no_day": _("The day of the purchase is missing. Write it like 2026-01-31 or 2026-01-31 14:30."),
    "not_amount": _("This is no amount. Write a number, such as 49.90."),
    "not_currency": _("This is no currency. Write its three letters, such as USD."),
    "state_unknown": _("This state is not known. Write paid, refunded or cancelled."),
}
_MAPPING = {
    "no_purchase_id": _(
        "Say which column holds the number of the purchase: by it a row that comes twice is known."
    ),
    "no_customer": _(
        "Say which column says who bought: an e-mail address, a telephone number or a customer number."
    ),
    "no_day": _("Say which column holds the day of the purchase."),
}


class PurchaseMappingForm(ColumnsForm):
    """Of a file of purchases: a part of the purchase, or nothing."""

    def choices_of(self, column: str) -> list[tuple[str, Any]]:
        return [(field, PURCHASE_FIELDS[field]) for field in FIELDS]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        try:
            check_purchase_mapping(self.targets)
        except BadMapping as error:
            twice = _("Two columns are marked as “%(name)s”. Choose one of them.")
            name = PURCHASE_FIELDS.get(error.what, error.what)
            self.add_error(None, _MAPPING.get(error.code) or twice % {"name": name})
        return cleaned
