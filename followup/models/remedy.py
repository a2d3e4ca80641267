from django.utils.translation import pgettext_lazy

from followup.models.choice import Choice


class Remedy(Choice):
    """The action taken for a customer: the organisation's own list, chosen when a case is closed."""

    SUGGESTED = (
        pgettext_lazy("remedy", "Explained and apologised"),
        pgettext_lazy("remedy", "Repaired or replaced"),
        pgettext_lazy("remedy", "Refunded"),
        pgettext_lazy("remedy", "Gave a discount or credit"),
        pgettext_lazy("remedy", "Corrected an invoice or an order"),
        pgettext_lazy("remedy", "Passed it on to whoever can change it"),
        pgettext_lazy("remedy", "Nothing"),
    )
