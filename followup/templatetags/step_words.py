"""The first steps of new colleagues in words."""

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

STEPS = {
    "take": (
        _("Take a case"),
        _("Open one from the list that is nobody's, and press “Take it”: its clocks are yours."),
    ),
    "note": (
        _("Write a note for the team"),
        _(
            "What you found out, for whoever opens the case next. Customers never see it; @ and a name calls somebody."
        ),
    ),
    "reach": (
        _("Reach the customer"),
        _("By mail from the case, with a saved reply if there is one, or log the call you made."),
    ),
    "cause": (
        _("Name the cause"),
        _(
            "Some causes have a playbook that says how to solve them, or hand the case to whoever it belongs to."
        ),
    ),
    "close": (
        _("Close a case"),
        _("With cause, action taken, outcome and a note: it is how the same trouble is found again."),
    ),
}


@register.filter
def step_words(key: str) -> str:
    """{{ step.key|step_words }}: what is to be tried out."""
    return str(STEPS[key][0])


@register.filter
def step_help(key: str) -> str:
    """{{ step.key|step_help }}: how it is done."""
    return str(STEPS[key][1])
