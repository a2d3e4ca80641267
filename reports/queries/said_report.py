"""Saying and buying as sentences and tables."""

from datetime import datetime
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import Organisation
from reports.queries.dashboard_report import headline
from reports.queries.report import Cell, Report, Table
from reports.queries.said import Said, said
from reports.queries.said_words import group_words, said_words
from reports.rules.cohorts import HORIZONS
from reports.rules.proof import Share
from reports.rules.said import Claim, Reading
from reports.rules.spending import Money
from responses.forms.filters import FiltersForm
from responses.maths.interval import Interval

USUAL_DAYS: Final = 90
PERIOD: Final = "365d"  # the shorter one of other pages would hold hardly a closed window


def chosen_days(query: QueryDict) -> int:
    """Within how many days customers buy again: 30, 90 or 180; anything else means 90."""
    wanted = query.get("days", "")
    return next((days for days in HORIZONS if str(days) == wanted), USUAL_DAYS)


def said_report(organisation: Organisation, query: QueryDict, now: datetime) -> Report:
    """What the page at this address says."""
    form = FiltersForm(query, organisation=organisation, default_period=PERIOD)
    chosen = form.slice(now)
    found = said(chosen, horizon=chosen_days(query), now=now)
    score = headline(found.score, organisation.region)
    return Report(
        headline=score,
        sentences=[f"{score}.", *_sentences(found, organisation.region)],
        tables=_tables(found.reading) if found.reading else [],
        window=chosen.window,
        filters=form.chosen_words,
    )


def _sentences(found: Said, region: str) -> list[str]:
    if found.reading is None:
        return [_("No purchase is known yet.")]
    return said_words(found.reading, region).sentences


def _tables(reading: Reading) -> list[Table]:
    return [_groups(reading), _claims(reading), _months(reading), *(_money(money) for money in reading.money)]


def _groups(reading: Reading) -> Table:
    columns = [_("Group"), _("Customers")]
    for days in HORIZONS:
        named = {"days": days}
        columns += [
            _("Bought again within %(days)s days (%%)") % named,
            _("From (%)"),
            _("To (%)"),
            _("In sight on day %(days)s") % named,
        ]
    rows = []
    for row in reading.rows:
        cells: list[Cell] = [group_words(row.group), row.n]
        for days in HORIZONS:
            found, whole = row.by(days), row.bought[days]
            shown = (found.rate, found.interval) if found else (None, None)
            cells += [*_percents(*shown), whole.at_risk if whole else 0]
        rows.append(cells)
    return Table(_("Bought again"), columns, rows)


def _percents(rate: float | None, around: Interval | None) -> list[Cell]:
    ends = (rate, around.low if around else None, around.high if around else None)
    return [None if end is None else round(100 * end, 1) for end in ends]


def _claims(reading: Reading) -> Table:
    columns = [
        _("Promoters against"),
        _("Compared"),
        _("Difference, points"),
        _("From"),
        _("To"),
        _("Verdict"),
    ]
    rows = [
        [group_words(claim.other), how, *_percents(claim.change, claim.interval), verdict_words(claim)]
        for how, claims in ((_("all"), reading.crude), (_("same past"), reading.equals))
        for claim in claims
    ]
    return Table(_("Promoters against others"), columns, rows)


def verdict_words(claim: Claim) -> str:
    """A verdict in a table."""
    return {
        "more": _("Promoters more, proven"),
        "fewer": _("Promoters less, proven"),
        "habit": _("As before already"),
        "unproven": _("Not proven"),
        "unknown": _("too few to say"),
    }[claim.verdict]


def _months(reading: Reading) -> Table:
    columns = [_("Month of"), _("Promoters"), _("Promoters who bought (%)"), _("From (%)"), _("To (%)")]
    columns += [_("Everybody else"), _("Everybody else who bought (%)"), _("From (%)"), _("To (%)")]
    rows = [
        [month.first.isoformat(), *_share(month.promoters), *_share(month.others)] for month in reading.trend
    ]
    return Table(_("Promoters who buy, month by month"), columns, rows)


def _share(share: Share) -> list[Cell]:
    return [share.n, *_percents(share.rate, share.interval)]


def _money(money: Money) -> Table:
    columns = [
        _("Group"),
        _("Customers"),
        _("Buyers"),
        _("Money per customer"),
        _("From"),
        _("To"),
        _("Median of buyers"),
        _("Share of the top tenth (%)"),
    ]
    rows: list[list[Cell]] = []
    for group, one in money.groups.items():
        ends = (one.interval.low, one.interval.high) if one.interval else (None, None)
        amounts = [one.mean, *ends, one.median_of_buyers]
        top = one.share_from_top
        rows.append(
            [
                group_words(group),
                one.n,
                one.buyers,
                *(None if amount is None else round(amount, 2) for amount in amounts),
                None if top is None else round(100 * top, 1),
            ]
        )
    return Table(_("Money in %(currency)s") % {"currency": money.currency}, columns, rows)
