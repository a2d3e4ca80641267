"""The page of reasons as sentences and tables."""

from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import Organisation
from reports.queries.dashboard_report import headline
from reports.queries.drivers import Change, Course, Driver, DriversPage, Pull, drivers_page
from reports.queries.report import Cell, Report, Table
from responses.forms.filters import FiltersForm
from responses.queries.chips import theme_names
from responses.queries.themes import themes_of


def drivers_report(organisation: Organisation, query: QueryDict, now: datetime) -> Report:
    """What the page at this address says."""
    form = FiltersForm(query, organisation=organisation)
    slice_ = form.slice(now)
    page = drivers_page(slice_, theme_names(themes_of(organisation)), form.known_properties)
    title = headline(page.all_answers, organisation.region)
    said = [
        _("Those who mention “%(theme)s”: %(points)s points on the score (%(low)s to %(high)s). Proven.")
        % {"theme": one.name, "points": one.effect.points, "low": one.effect.low, "high": one.effect.high}
        for one in page.proven
    ]
    return Report(
        title, [f"{title}.", *said], [_themes(page), _traits(page)], slice_.window, form.chosen_words
    )


def pull_words(pull: Pull) -> str:
    """What is proven of an effect."""
    return {
        Pull.DOWN: _("Goes with a lower score"),
        Pull.UP: _("Goes with a higher score"),
        Pull.OPEN: _("Not proven"),
        Pull.SMALL: _("Too few mentions"),
    }[pull]


def _themes(page: DriversPage) -> Table:
    columns = [
        _("Theme"),
        _("Mentions"),
        _("Praised"),
        _("Criticised"),
        _("Of all comments, %"),
        _("Of detractors, %"),
        _("Of promoters, %"),
        _("Score of those who mention it"),
        _("Effect on the score, points"),
        _("From"),
        _("To"),
        _("Proven?"),
        _("Of the comments before, %"),
        _("Change, percentage points"),
        _("Change from"),
        _("Change to"),
        _("More or less?"),
    ]
    return Table(_("Themes and the score"), columns, [_theme(driver) for driver in page.drivers])


def _theme(one: Driver) -> list[Cell]:
    return [
        one.name,
        one.card.n,
        one.praised,
        one.criticised,
        one.percent,
        one.of_detractors,
        one.of_promoters,
        one.card.shown.score if one.card.shown else None,
        one.effect.points,
        one.effect.low,
        one.effect.high,
        pull_words(one.effect.pull),
        *_change(one.change),
    ]


def _change(change: Change | None) -> list[Cell]:
    if change is None:
        return [None] * 5
    words = {Course.MORE: _("more"), Course.LESS: _("less"), Course.SAME: _("Not proven")}
    return [change.before, change.points, change.low, change.high, words[change.course]]


def _traits(page: DriversPage) -> Table:
    columns = [
        _("Property"),
        _("Value"),
        _("Answers"),
        _("Of all answers, %"),
        _("Of detractors, %"),
        _("Of promoters, %"),
        "NPS",
        _("Effect on the score, points"),
        _("From"),
        _("To"),
        _("Proven?"),
    ]
    rows: list[list[Cell]] = [
        [
            trait.property,
            trait.value,
            trait.card.n,
            trait.percent,
            trait.of_detractors,
            trait.of_promoters,
            trait.card.shown.score if trait.card.shown else None,
            trait.effect.points,
            trait.effect.low,
            trait.effect.high,
            pull_words(trait.effect.pull),
        ]
        for trait in page.traits
    ]
    return Table(_("Properties and the score"), columns, rows)
