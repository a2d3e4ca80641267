"""Words of saved reports."""

from datetime import date

from django import template
from django.utils.translation import gettext_lazy as _

from nps_app.lib import formats
from reports.queries.proof_report import RESPECTS
from responses.maths.score import round_half_away

register = template.Library()

FREQUENCIES = {
    "daily": _("Every day"),
    "weekly": _("Every Monday"),
    "monthly": _("On the first of every month"),
}


@register.filter
def respect_words(key: str) -> str:
    """{{ respect.key|respect_words }}: in what two groups are compared."""
    return str(RESPECTS.get(key, key))


@register.filter
def points(share: float) -> int:
    """{{ 0.254|points }}: 25."""
    return round_half_away(100 * share)


@register.filter
def frequency_words(frequency: str) -> str:
    """{{ view.frequency|frequency_words }}: Every Monday."""
    return str(FREQUENCIES.get(frequency, ""))


@register.filter
def day_words(day: date, region: str) -> str:
    """{{ last_day|day_words:request.organisation.region }}: a local day inside a sentence."""
    return formats.day(day, region)
