"""What is wrong with an event, and what to do about it, in words."""

from django.utils.translation import gettext_lazy as _

# Codes of contacts/rules/customer_event.py.
EVENT_PROBLEMS = {
    "too_many": _("There are more than 40 properties."),
    "bad_key": _("The name of a property has 1 to 60 signs."),
    "too_long": _("This is too long: 500 signs at most."),
    "not_plain": _("A property is a text, a number, true, false or null."),
    "not_amount": _("The amount of a purchase is a number, such as 49.90."),
    "not_currency": _("The currency is three capital letters, such as USD."),
    "no_currency": _("Say in which currency, such as USD."),
}
