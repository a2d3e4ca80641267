"""Charts of report pages, drawn where a template wants them, and the words that belong to them."""

from datetime import date
from itertools import zip_longest
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from nps_app.lib import charts, formats, trend_chart
from reports.queries.against_rest import Group
from reports.queries.markers import Marker
from reports.queries.rolling_trend import RollingTrend
from reports.queries.score_card import ScoreCard
from responses.forms.filters import CHANNELS

ROOM_FOR_LABEL = 0.12
register = template.Library()


def _region(context: template.Context) -> str:
    organisation: Any = getattr(context.get("request"), "organisation", None)
    return organisation.region if organisation else formats.DEFAULT_REGION


@register.simple_tag(takes_context=True)
def trend_chart_of(context: template.Context, rolling: RollingTrend, markers: list[Marker]) -> SafeString:
    """{% trend_chart_of rolling markers %}: the line of rolling windows with its months and numbered marks."""
    region = _region(context)
    first, last = rolling.days[0].day, rolling.days[-1].day
    length = max(1, (last - first).days)

    def along(day: date) -> float:
        return min(1.0, max(0.0, (day - first).days / length))

    spots = [
        trend_chart.Spot(along(day.day), day.score, day.low, day.high, day.partial) for day in rolling.days
    ]
    ticks = [
        trend_chart.Tick(
            along(max(month.first, first)),
            formats.month(month.first, region),
            formats.whole(month.n, region),
        )
        for month, following in zip_longest(rolling.months, rolling.months[1:])
        # Of the first month a few days may be left, too few for a label of their own.
        if month.first >= first or following is None or along(following.first) > ROOM_FOR_LABEL
    ]
    marks = [(along(marker.day), number) for number, marker in enumerate(markers, start=1)]
    return trend_chart.trend(spots, ticks, marks, label=_("Score over time in a band that holds it all"))


@register.simple_tag(takes_context=True)
def shares_chart(context: template.Context, card: ScoreCard) -> SafeString:
    """{% shares_chart card %}: the three shares side by side."""
    if card.shown is None:
        return SafeString("")
    shares = [("detractor", card.shown.det), ("passive", card.shown.pas), ("promoter", card.shown.pro)]
    return charts.stacked_bar(
        shares, label=_("Shares of detractors, passives and promoters"), region=_region(context)
    )


@register.simple_tag(takes_context=True)
def groups_chart(context: template.Context, groups: list[Group], kind: str = "") -> SafeString:
    """{% groups_chart groups kind %}: a dot with its interval for each group; `kind` says what its name means."""
    region = _region(context)
    rows = [
        charts.Dot(
            name=group_words(group.name, kind),
            note=_answers(group.card.n, region),
            value=group.card.shown.score if group.card.shown else None,
            low=group.card.low,
            high=group.card.high,
        )
        for group in groups
    ]
    return charts.dots(
        rows,
        label=_("Score of each group with its 95% interval"),
        hidden=_("fewer than 10 answers"),
    )


def _answers(count: int, region: str) -> str:
    return ngettext("%(number)s answer", "%(number)s answers", count) % {
        "number": formats.whole(count, region)
    }


@register.filter
def group_words(name: str, kind: str) -> str:
    """{{ group.name|group_words:"channel" }}: a group as a reader calls it."""
    if kind == "channel":
        return channel_words(name)
    if kind == "language":
        try:
            return str(get_language_info(name)["name_translated"]).capitalize()
        except KeyError:
            return name
    return name or _("no value")


@register.filter
def channel_words(channel: str) -> str:
    """{{ "email"|channel_words }}: E-mail."""
    return str(dict(CHANNELS).get(channel, channel)) if channel else ""
