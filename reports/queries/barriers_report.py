"""What holds customers back, as sentences and tables."""

from collections.abc import Mapping
from datetime import datetime

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation
from contacts.models import Segment
from nps_app.lib import formats
from reports.queries.barriers import Barriers, barriers
from reports.queries.needs import SEGMENTS, Needs
from reports.queries.own_words import Said
from reports.queries.report import Cell, Report, Table
from reports.queries.rivals import Beside, Rivals
from responses.forms.filters import FiltersForm

NAMES: dict[str, str | Promise] = {
    "price": gettext_lazy("The price"),
    "process": gettext_lazy("Buying is complicated"),
    "stock": gettext_lazy("Not available"),
    "delivery": gettext_lazy("The delivery"),
    "no_need": gettext_lazy("No need at the moment"),
    "elsewhere": gettext_lazy("Bought elsewhere"),
    "other": gettext_lazy("Something else"),
}
PLACES: dict[str, str | Promise] = {
    "us": gettext_lazy("Most from us"),
    "same": gettext_lazy("About the same from both"),
    "them": gettext_lazy("Most from the other company"),
}


def barriers_report(organisation: Organisation, query: QueryDict, now: datetime) -> Report:
    """What the page says about this address's filters."""
    form = FiltersForm(query, organisation=organisation)
    slice_ = form.slice(now)
    by = chosen_by(form)
    found = barriers(slice_, by=by, need=str(query.get("need", "")), now=now)
    said = _sentences(found, organisation.region)
    tables = [
        _shares(_("What holds them back"), _("Barrier"), found.barriers, NAMES),
        _needs(found.needs),
        *([_groups(found.needs, by)] if found.needs.groups else []),
        beside_table(found.rivals),
        named_table(found.rivals),
        _shares(_("Where they buy most"), _("Where"), found.rivals.places, PLACES),
    ]
    return Report(said[0], said, tables, slice_.window, form.chosen_words)


def chosen_by(form: FiltersForm) -> str:
    """By what needs are grouped: what the address says, else the first property, else the segments; "" without any."""
    has_segments = Segment.objects.of(form.organisation).exists()
    if has_segments and (form.data.get("by") == SEGMENTS or not form.compared_property):
        return SEGMENTS
    return form.compared_property


def _sentences(found: Barriers, region: str) -> list[str]:
    if found.is_empty:
        return [_("Nobody has answered these questions in this period.")]
    said = [
        _("Answered: what holds them back %(barrier)s, what they miss %(need)s, another company %(rival)s.")
        % {
            "barrier": formats.whole(found.answered, region),
            "need": formats.whole(found.needs.missed, region),
            "rival": formats.whole(found.rivals.rated, region),
        }
    ]
    first = found.barriers[0]
    if first.percent is not None:
        name = NAMES.get(first.name, first.name)
        shares = {"name": name, "percent": formats.whole(round(first.percent), region)}
        said.append(_("Most often: %(name)s, %(percent)s%%.") % shares)
    return said


def _shares(title: str, first: str, rows: list[Said], names: Mapping[str, object]) -> Table:
    columns = [first, *_share_columns()]
    return Table(title, columns, [[str(names.get(one.name, one.name)), one.n, *_ends(one)] for one in rows])


def _share_columns() -> list[str]:
    return [_("Answers"), _("Share, %"), _("From (%)"), _("To (%)")]


def _ends(one: Said) -> list[Cell]:
    if one.percent is None or one.interval is None:
        return [None, None, None]
    return [round(value, 1) for value in (one.percent, 100 * one.interval.low, 100 * one.interval.high)]


def _needs(found: Needs) -> Table:
    columns = [_("In their words"), *_share_columns(), _worth_column(found)]
    rows: list[list[Cell]] = [
        [str(NAMES.get(one.said.name, one.said.name)), one.said.n, *_ends(one.said), _whole(one.worth)]
        for one in found.needs
    ]
    return Table(_("What they miss"), columns, rows)


def _groups(found: Needs, by: str) -> Table:
    first = _("Segment") if by == SEGMENTS else by
    columns = [first, _("Asked"), *_share_columns(), _worth_column(found)]
    rows: list[list[Cell]] = [
        [one.name, one.asked, one.need.said.n, *_ends(one.need.said), _whole(one.need.worth)]
        for one in found.groups
    ]
    return Table(_("“%(need)s” by group") % {"need": NAMES.get(found.chosen, found.chosen)}, columns, rows)


def _worth_column(found: Needs) -> str:
    if found.order is None:
        return _("Roughly worth")
    return _("Roughly worth, %(currency)s") % {"currency": found.order.currency}


def _whole(amount: float | None) -> Cell:
    return None if amount is None else round(amount)


def beside_table(found: Rivals) -> Table:
    """Our score beside theirs."""
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


def named_table(found: Rivals) -> Table:
    """Who is named how often, and how many of those buy most there."""
    columns = [
        _("Company"),
        *_share_columns(),
        _("Said where they buy most"),
        _("Most there, %"),
        _("From (%)"),
        _("To (%)"),
    ]
    rows: list[list[Cell]] = [
        [one.named.name, one.named.n, *_ends(one.named), one.asked, *_ends(one.most)] for one in found.named
    ]
    return Table(_("Whom else they buy from"), columns, rows)
