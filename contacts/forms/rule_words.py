"""The words people read and write for values that are stored as codes."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

QUADRANTS = {
    "no_buys": _("Says no and buys"),
    "yes_not": _("Says yes and does not buy"),
    "yes_buys": _("Says yes and buys"),
    "no_not": _("Says no and does not buy"),
    "mid_buys": _("Passive and buys"),
    "mid_not": _("Passive and does not buy"),
    "silent_buys": _("Never answered and buys"),
    "silent_not": _("Never answered and no longer buys"),
}
RHYTHMS = {
    "not_yet": _("not yet due"),
    "due": _("due"),
    "late": _("late"),
    "unknown": _("rhythm not known"),
}
CHANNELS = {"email": _("by e-mail"), "sms": _("by SMS")}
CONSENTS = {"yes": _("yes"), "no": _("no")}
WORDS: Mapping[str, Mapping[str, Promise | str]] = {
    "quadrant": QUADRANTS,
    "rhythm": RHYTHMS,
    "preferred_channel": CHANNELS,
    "email_consent": CONSENTS,
    "sms_consent": CONSENTS,
}


def in_words(field: str, value: str) -> str:
    """What a stored value is called in the reader's language; itself where it is no code."""
    return str(WORDS.get(field, {}).get(value, value))


def as_code(field: str, typed: str) -> str:
    """What is stored for what was typed: the words of the reader's language, or the code itself."""
    wanted = typed.strip().casefold()
    codes = WORDS.get(field, {})
    return next((code for code, words in codes.items() if wanted == str(words).casefold()), typed)


def words_of(field: str) -> list[str]:
    """Everything that may be written for a field that knows only some values; empty for any other."""
    return [str(words) for words in WORDS.get(field, {}).values()]
