"""The pages behind the dashboard as sentences and tables: trend, groups, who changed, how we asked."""

from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import Organisation
from nps_app.lib import formats
from reports.queries.against_rest import Group, Verdict
from reports.queries.compared import compared
from reports.queries.dashboard_report import card_columns, card_row, headline
from reports.queries.movement import movement
from reports.queries.report import Cell, Report, Table
from reports.queries.score_card import score_card
from reports.queries.segments_page import Moved, segments_page
from reports.queries.trend_page import trend_page
from responses.forms.filters import CHANNELS, FiltersForm
from responses.maths.score import Counts
from responses.queries.histogram import eleven_counts
from responses.queries.slice import Slice

A_YEAR = "365d"


def trend_report(organisation: Organisation, query: QueryDict, now: datetime) -> Report:
    """The line of rolling windows, and the months."""
    form = FiltersForm(query, organisation=organisation, default_period=A_YEAR)
    slice_ = form.slice(now)
    page = trend_page(slice_, now=now)
    days: list[list[Cell]] = []
    said = []
    if page.rolling is not None:
        days = [[day.day.isoformat(), day.n, day.score, day.low, day.high] for day in page.rolling.days]
        said = [_("Each point of the line: the %(days)s days up to it.") % {"days": page.rolling.window_days}]
    months = [card_row(month.first.isoformat(), month.card) for month in page.months]
    tables = [
        Table(_("Score over time"), [_("Until"), _("Answers"), "NPS", _("Band from"), _("Band to")], days),
        Table(_("Month by month"), card_columns(_("Month of")), months),
    ]
    return _report(form, slice_, said, tables)


def segments_report(organisation: Organisation, query: QueryDict, now: datetime) -> Report:
    """Each group against the rest, and what moved the score."""
    form = FiltersForm(query, organisation=organisation)
    slice_, by = form.slice(now), form.compared_property
    if not by:
        return _report(form, slice_, [], [])
    page = segments_page(slice_, by)
    said = [
        _("%(group)s: %(verdict)s.") % {"group": group.name, "verdict": _verdict(group)}
        for group in page.different
    ]
    tables = [_groups(_("By %(property)s") % {"property": by}, by, page.groups)]
    if page.moved is not None:
        said.append(_moved_words(page.moved))
        rows: list[list[Cell]] = [
            [one.name, one.percent_before, one.percent_after, one.before, one.after, one.mix, one.rate]
            for one in page.moved.movers
        ]
        columns = [
            by,
            _("Share before, %"),
            _("Share now, %"),
            _("Score before"),
            _("Score now"),
            _("Others answered"),
            _("Answered otherwise"),
        ]
        tables.append(Table(_("What moved the score"), columns, rows))
    return _report(form, slice_, said, tables)


def movement_report(organisation: Organisation, query: QueryDict, now: datetime) -> Report:
    """From what people were to what they are."""
    form = FiltersForm(query, organisation=organisation, default_period=A_YEAR)
    slice_ = form.slice(now)
    page = movement(slice_)
    names = {
        "detractor": _("Detractors"),
        "passive": _("Passives"),
        "promoter": _("Promoters"),
    }
    said = [
        _("%(n)s people had answered before: %(better)s moved up, %(worse)s down, %(same)s stayed.")
        % {"n": page.n, "better": page.improved, "worse": page.worsened, "same": page.same}
    ]
    rows: list[list[Cell]] = [
        [names[row.category], *(cell.n for cell in row.cells), row.n] for row in page.rows
    ]
    columns = [_("Before"), _("Now detractor"), _("Now passive"), _("Now promoter"), _("People")]
    return _report(form, slice_, said, [Table(_("From one answer to the next"), columns, rows)])


def compared_report(organisation: Organisation, query: QueryDict, now: datetime) -> Report:
    """Wordings, channels and languages beside each other."""
    form = FiltersForm(query, organisation=organisation)
    slice_ = form.slice(now)
    titles = {"wording": _("By wording"), "channel": _("By channel"), "language": _("By language")}
    heads = {"wording": _("Question"), "channel": _("Channel"), "language": _("Language")}
    channels = {key: str(name) for key, name in CHANNELS}
    tables = [
        _groups(titles[one.kind], heads[one.kind], one.groups, channels if one.kind == "channel" else {})
        for one in compared(slice_).comparisons
    ]
    return _report(form, slice_, [], tables)


def _report(form: FiltersForm, slice_: Slice, said: list[str], tables: list[Table]) -> Report:
    card = score_card(Counts.from_histogram(eleven_counts(slice_)))
    title = headline(card, form.organisation.region)
    return Report(title, [f"{title}.", *said], tables, slice_.window, form.chosen_words)


def _groups(title: str, first: str, groups: list[Group], names: dict[str, str] | None = None) -> Table:
    columns = [*card_columns(first), _("Against the rest"), _("From"), _("To"), _("Different?")]
    rows: list[list[Cell]] = [
        [
            *card_row((names or {}).get(group.name, group.name), group.card),
            group.points,
            group.low,
            group.high,
            _verdict(group),
        ]
        for group in groups
    ]
    return Table(title, columns, rows)


def _verdict(group: Group) -> str:
    return {
        Verdict.HIGHER: _("Proven higher"),
        Verdict.LOWER: _("Proven lower"),
        Verdict.OPEN: _("Not proven"),
        Verdict.SMALL: _("Too few answers"),
    }[group.verdict]


def _moved_words(moved: Moved) -> str:
    return _(
        "From %(before)s to %(after)s, %(change)s points: %(mix)s because other groups answered more or less than"
        " before, %(rate)s because groups answered differently."
    ) % {
        "before": formats.signed(moved.before),
        "after": formats.signed(moved.after),
        "change": formats.signed(moved.change),
        "mix": formats.signed(moved.mix),
        "rate": formats.signed(moved.rate),
    }
