"""What customers say and do, in words."""

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

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
MEANINGS = {
    "no_buys": _(
        "They would not recommend you and buy all the same: the next to leave. Listen before you sell."
    ),
    "yes_not": _("They like you and are late by their own rhythm, or never bought. Ask what keeps them."),
    "yes_buys": _("They like you and buy when it is time. Thank them and keep it so."),
    "no_not": _("They were disappointed and have gone. Solve what went wrong before anything else."),
}
RHYTHMS = {
    "not_yet": _("not yet due"),
    "due": _("due"),
    "late": _("late"),
    "unknown": _("rhythm not known"),
    "": _("never bought"),
}


@register.filter
def quadrant_words(key: str) -> str:
    """{{ place.key|quadrant_words }}: Says no and buys."""
    return str(QUADRANTS.get(key, key))


@register.filter
def quadrant_meaning(key: str) -> str:
    """{{ place.key|quadrant_meaning }}: what to make of it; empty for passives and the silent."""
    return str(MEANINGS.get(key, ""))


@register.filter
def rhythm_words(key: str) -> str:
    """{{ standing.rhythm|rhythm_words }}: not yet due."""
    return str(RHYTHMS.get(key, key))
