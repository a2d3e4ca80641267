"""What is wrong with a person's values, and what to do about it, in words."""

from django.utils.translation import gettext_lazy as _

# Codes of contacts/rules/person.py and of the import.
PROBLEMS = {
    "email_bad": _("This is not an e-mail address. Write it like ana@example.com."),
    "phone_bad": _("This is not a telephone number. Write it with its country, like +57 300 123 4567."),
    "phone_bad_or_no_prefix": _(
        "Write the number with its country, like +57 300 123 4567, or choose a region with a country in Settings."
    ),
    "no_address": _("There is neither an e-mail address nor a telephone number."),
    "too_long": _("This is too long."),
    "too_many_properties": _("There are more than 60 properties."),
    "language_unknown": _("This language is not known. Write its code, like es or en."),
    "time_zone_unknown": _("This time zone is not known. Write it like America/Bogota."),
    "channel_unknown": _("Write email or sms."),
    "consent_unknown": _("Write yes or no."),
    "too_many_cells": _(
        "The row has more cells than there are headings. Is a text with a comma missing its quotes?"
    ),
    "unreadable_signs": _("The row contains signs that cannot be read. Save the file as CSV UTF-8."),
    "unreadable_row": _("The row cannot be read: a quotation mark is opened and never closed."),
    "clash": _("The e-mail address belongs to one contact and the telephone or customer number to another."),
}
