"""Offers in words: states, why somebody got none, and what the figures allow to say."""

from django import template
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from delivery.templatetags.message_words import STATES
from nps_app.lib import formats
from reports.rules.uplift import Uplift, UpliftVerdict
from surveys.templatetags.campaign_words import REASONS

register = template.Library()

OFFER_STATES = {"drawing": _("Drawing lots"), "running": _("Sent"), "stopped": _("Stopped")}
NOT_OFFERED = {
    **REASONS,
    "open_case": _("has an open case: nothing is sold before it is closed"),
    "answered_just_now": _("answered less than two weeks ago"),
    "offered_recently": _("got another offer in the last 30 days"),
    "held_out": _("held out of another offer that is still being compared"),
}


@register.filter
def offer_state(state: str) -> str:
    """The state of an offer."""
    return str(OFFER_STATES.get(state, state))


@register.filter
def mail_state(state: str) -> str:
    """The state of a ledger row."""
    return str(STATES.get(state, state))


@register.filter
def not_offered_words(reason: str) -> str:
    """Why somebody took no part in the lot."""
    return str(NOT_OFFERED.get(reason, reason))


@register.simple_tag(takes_context=True)
def uplift_words(context: template.Context, found: Uplift) -> str:
    """The sentence of the page."""
    if found.points is None:
        return gettext("One of the two groups is empty: there is nothing to compare.")
    region = context["request"].organisation.region
    points = {
        "points": formats.signed_tenth(found.points, region),
        "margin": formats.tenth(found.margin, region),
    }
    if found.verdict is UpliftVerdict.TOO_FEW:
        return gettext("Too few people to compare: at least 30 in each group.")
    if found.verdict is UpliftVerdict.MORE:
        return gettext("The offer brings buyers: %(points)s ± %(margin)s percentage points.") % points
    if found.verdict is UpliftVerdict.FEWER:
        return gettext("With the offer fewer buy: %(points)s ± %(margin)s percentage points.") % points
    words = gettext(
        "Not proven: %(points)s ± %(margin)s percentage points can be chance. It may help, or not, or even harm."
    )
    return words % points


@register.simple_tag(takes_context=True)
def uplift_interval(context: template.Context, found: Uplift) -> str:
    """The interval, and what the difference would mean in buyers."""
    words = gettext("Between %(low)s and %(high)s percentage points, with a confidence of 95 in a hundred.")
    region = context["request"].organisation.region
    limits = {
        "low": formats.signed_tenth(found.low, region),
        "high": formats.signed_tenth(found.high, region),
    }
    said = words % limits
    if found.verdict is UpliftVerdict.MORE:
        extra = gettext("At the best guess, %(extra)s people bought who would not have otherwise.")
        said += " " + extra % {"extra": found.extra_buyers}
    return said
