"""What customers say and do, in words."""

from django import template
from django.utils.translation import gettext_lazy as _

from contacts.forms.rule_words import in_words
from reports.rules.selling import Point

register = template.Library()

MEANINGS = {
    "no_buys": _(
        "They would not recommend you and buy all the same: the next to leave. Listen before you sell."
    ),
    "yes_not": _("They like you and are late by their own rhythm, or never bought. Ask what keeps them."),
    "yes_buys": _("They like you and buy when it is time. Thank them and keep it so."),
    "no_not": _("They were disappointed and have gone. Solve what went wrong before anything else."),
}
NEVER_BOUGHT = _("never bought")
POINTS = {
    Point.OPEN_CASE: _(
        "Something is open with this customer. Help first; whoever has the case says when to sell again."
    ),
    Point.LISTEN: _("They were unhappy. Ask what has happened since, before you offer anything."),
    Point.TO_NINE: _("They are nearly happy. Ask what would have made it a 9."),
    Point.THANK: _("They would recommend you. Thank them."),
    Point.THANK_QUOTE: _("They would recommend you. Thank them for what they wrote, in their words."),
    Point.NEVER_ASKED: _("They never answered. Ask how it is going before you offer anything."),
    Point.NOT_YET: _("It is not yet time to buy again: do not push."),
    Point.DUE: _("It is time to buy again, by their rhythm: offer it."),
    Point.LATE: _("They are late by their rhythm. Ask what has kept them."),
    Point.NEVER_BOUGHT: _("No purchase is known. Ask what they need."),
    Point.PAID_BACK: _("Their last purchase was paid back or cancelled. Ask why."),
}


@register.filter
def point_words(point: Point) -> str:
    """{{ point|point_words }}: what to talk about."""
    return str(POINTS[point])


@register.filter
def quadrant_words(key: str) -> str:
    """{{ place.key|quadrant_words }}: Says no and buys."""
    return in_words("quadrant", key)


@register.filter
def quadrant_meaning(key: str) -> str:
    """{{ place.key|quadrant_meaning }}: what to make of it; empty for passives and the silent."""
    return str(MEANINGS.get(key, ""))


@register.filter
def rhythm_words(key: str) -> str:
    """{{ standing.rhythm|rhythm_words }}: not yet due."""
    return in_words("rhythm", key) if key else str(NEVER_BOUGHT)
