"""Words of saved reports."""

from datetime import date
from typing import Any

from django import template
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nps_app.lib import formats
from reports.queries.barriers_report import NAMES
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
def barrier_words(name: str) -> str:
    """{{ line.name|barrier_words }}: a barrier of ours in words; one of the organisation's own has its name."""
    return str(NAMES.get(name, name))


@register.simple_tag
def comparison_line(line: dict[str, Any]) -> str:
    """{% comparison_line line %}: our score and another company's, of reports/queries/rival_table.py, in a line."""
    name = line["name"] or gettext("All companies together")
    if line["points"] is None:
        return gettext("%(name)s: too few people (%(n)s)") % {"name": name, "n": line["n"]}
    told = {key: formats.signed(line[key]) for key in ("ours", "theirs", "points", "low", "high")}
    words = gettext(
        "%(name)s: ours %(ours)s, theirs %(theirs)s, difference %(points)s (%(low)s … %(high)s), %(n)s people"
    )
    return words % (told | {"name": name, "n": line["n"]})


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
