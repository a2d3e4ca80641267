"""Charts and words of the page of saying and buying."""

from typing import Any

from babel.numbers import format_currency
from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from contacts.rules.money import decimals_of
from nps_app.lib import formats, share_chart
from reports.queries.said_report import verdict_words
from reports.queries.said_words import group_words, points_words
from reports.rules.cohorts import HORIZONS, LONGEST, Group
from reports.rules.proof import FEWEST, Share
from reports.rules.said import Claim, Reading, Row

register = template.Library()
MOST_LABELS = 6


def _region(context: template.Context) -> str:
    organisation: Any = getattr(context.get("request"), "organisation", None)
    return organisation.region if organisation else formats.DEFAULT_REGION


@register.filter
def said_group(group: Group) -> str:
    """{{ row.group|said_group }}: Promoters."""
    return group_words(group)


@register.filter
def said_verdict(claim: Claim) -> str:
    """{{ claim|said_verdict }}: Not proven."""
    return verdict_words(claim)


@register.simple_tag(takes_context=True)
def points_of(context: template.Context, claim: Claim) -> str:
    """{% points_of claim %}: +13.3 points (−4 to +30.5)."""
    if claim.change is None or claim.interval is None:
        return "–"
    return points_words(claim.change, claim.interval, _region(context))


@register.simple_tag
def bought_by(row: Row, days: int) -> Any:
    """{% bought_by row 90 as found %}: the share by a horizon, nothing where it is hidden."""
    return row.by(days)


@register.simple_tag(takes_context=True)
def money(context: template.Context, amount: float | None, currency: str) -> str:
    """{% money 12.5 "USD" %}: US$12.50 as the region writes it; whole units from a hundred on."""
    if amount is None:
        return "–"
    locale = formats.region_locale(_region(context))
    decimals = 0 if abs(amount) >= 100 else decimals_of(currency)
    pattern = locale.currency_formats["standard"].pattern
    whole = pattern.replace(".00", "." + "0" * decimals if decimals else "")
    return formats.apart(
        format_currency(amount, currency, format=whole, locale=locale, currency_digits=False)
    )


@register.simple_tag(takes_context=True)
def curves_chart(context: template.Context, reading: Reading) -> SafeString:
    """{% curves_chart reading %}: the share that has bought again, from the first day to the last."""
    looks = {Group.PROMOTER: "promoter", Group.DETRACTOR: "detractor", reading.control: "others"}
    rows = {row.group: row for row in reading.rows}
    series = [
        share_chart.Series(look, _steps(reading, rows[group]))
        for group, look in looks.items()
        if rows[group].n
    ]
    ticks = [(days / LONGEST, str(days)) for days in (0, *HORIZONS)]
    label = _("Share that has bought again, by days since the start")
    return share_chart.shares(series, ticks, label=label, region=_region(context))


def _steps(reading: Reading, row: Row) -> list[share_chart.Place]:
    """Each day's share, until fewer than ten are in sight; a curve goes on level until the next purchase."""
    places = [share_chart.Place(0, 0, 0, 0)]
    for day, found in row.curve:
        if places[-1].value is not None and places[-1].along < day / LONGEST:
            last = places[-1]
            places.append(share_chart.Place(day / LONGEST, last.value, last.low, last.high))
        ends = (found.rate, found.interval.low, found.interval.high)
        places.append(share_chart.Place(day / LONGEST, *(100 * end for end in ends)))
    return places


@register.simple_tag(takes_context=True)
def months_chart(context: template.Context, reading: Reading) -> SafeString:
    """{% months_chart reading %}: promoters who bought within the horizon, month by month, beside everybody else."""
    region = _region(context)
    last = max(1, len(reading.trend) - 1)
    series = [
        share_chart.Series(
            look, [_place(place / last, share) for place, share in enumerate(shares)], dots=True
        )
        for look, shares in (
            ("promoter", [month.promoters for month in reading.trend]),
            ("others", [month.others for month in reading.trend]),
        )
    ]
    every = -(-len(reading.trend) // MOST_LABELS)
    ticks = [
        (place / last, formats.month(month.first, region))
        for place, month in enumerate(reading.trend)
        if (len(reading.trend) - 1 - place) % every == 0
    ]
    label = _("Promoters who bought, month by month, beside everybody else")
    return share_chart.shares(series, ticks, label=label, region=region)


def _place(along: float, share: Share) -> share_chart.Place:
    around = share.interval
    if share.n < FEWEST or share.rate is None or around is None:
        return share_chart.Place(along, None)
    return share_chart.Place(along, 100 * share.rate, 100 * around.low, 100 * around.high)
