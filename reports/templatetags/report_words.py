"""Words of saved reports."""

from datetime import date

from django import template
from django.utils.translation import gettext_lazy as _

from nps_app.lib import formats

register = template.Library()

FREQUENCIES = {
    "daily": _("Every day"),
    "weekly": _("Every Monday"),
    "monthly": _("On the first of every month"),
}


@register.filter
def frequency_words(frequency: str) -> str:
    """{{ view.frequency|frequency_words }}: Every Monday."""
    return str(FREQUENCIES.get(frequency, ""))


@register.filter
def day_words(day: date, region: str) -> str:
    """{{ last_day|day_words:request.organisation.region }}: a local day inside a sentence."""
    return formats.day(day, region)
