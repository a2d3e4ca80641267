"""What holds customers back, as sentences and tables."""

from collections.abc import Mapping
from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation
from nps_app.lib import formats
from reports.queries.barriers import Barriers, Beside, Said, barriers
from reports.queries.report import Cell, Report, Table
from responses.forms.filters import FiltersForm

NAMES = {
    "price": gettext_lazy("The price"),
    "process": gettext_lazy("Buying is complicated"),
    "stock": gettext_lazy("Not available"),
    "delivery": gettext_lazy("The delivery"),
    "no_need": gettext_lazy("No need at the moment"),
    "elsewhere": gettext_lazy("Bought elsewhere"),
    "other": gettext_lazy("Something else"),
}


def barriers_report(organisation: Organisation, query: QueryDict, now: datetime) -> Report:
    """What the page says about this address's filters."""
    form = FiltersForm(query, organisation=organisation)
    slice_ = form.slice(now)
    found = barriers(slice_)
    said = _sentences(found, organisation.region)
    tables = [
        _shares(_("What holds them back"), _("Barrier"), found.barriers, NAMES),
        _shares(_("What they miss"), _("In their words"), found.needs, {}),
        _beside_table(found),
    ]
    return Report(said[0], said, tables, slice_.window, form.chosen_words)


def _sentences(found: Barriers, region: str) -> list[str]:
    if found.is_empty:
        return [_("Nobody has answered these questions in this period.")]
    said = [
        _("Answered: what holds them back %(barrier)s, what they miss %(need)s, another company %(rival)s.")
        % {
            "barrier": formats.whole(found.answered, region),
            "need": formats.whole(found.missed, region),
            "rival": formats.whole(found.rated, region),
        }
    ]
    first = found.barriers[0]
    if first.percent is not None:
        shares = {"name": NAMES[first.name], "percent": formats.whole(round(first.percent), region)}
        said.append(_("Most often: %(name)s, %(percent)s%%.") % shares)
    return said


def _shares(title: str, first: str, rows: list[Said], names: Mapping[str, object]) -> Table:
    columns = [first, _("Answers"), _("Share, %"), _("From (%)"), _("To (%)")]
    cells: list[list[Cell]] = []
    for one in rows:
        ends: list[Cell] = [None, None, None]
        if one.percent is not None and one.interval is not None:
            ends = [
                round(value, 1) for value in (one.percent, 100 * one.interval.low, 100 * one.interval.high)
            ]
        cells.append([str(names.get(one.name, one.name)), one.n, *ends])
    return Table(title, columns, cells)


def _beside_table(found: Barriers) -> Table:
    columns = [
        _("Company"),
        _("People"),
        _("Our NPS"),
        _("Their NPS"),
        _("Difference"),
        _("From"),
        _("To"),
        _("Verdict"),
    ]
    lines = ([found.together] if found.together else []) + found.rivals
    return Table(_("Beside other companies"), columns, [_line(one) for one in lines])


def _line(one: Beside) -> list[Cell]:
    ours = one.ours.shown.score if one.ours.shown else None
    theirs = one.theirs.shown.score if one.theirs.shown else None
    ends: list[Cell] = [None, None, None, _("Too few")]
    if one.difference is not None and one.whole is not None:
        ends = [*one.whole, _("Proven") if one.difference.proven() else _("Not proven")]
    return [one.name or _("All companies together"), one.ours.n, ours, theirs, *ends]
