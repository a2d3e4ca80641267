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
    "no_id": _("The number of the event is missing, or longer than 120 signs."),
    "not_moment": _("This is no day. Write it like 2026-01-31 or 2026-01-31 14:30."),
    "future": _("This lies in the future."),
    "too_old": _("This lies before 1970."),
    "no_currency": _("Say in which currency, such as USD."),
}
