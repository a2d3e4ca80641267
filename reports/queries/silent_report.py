"""The page of the silent as sentences and tables."""

from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import Organisation
from reports.queries.dashboard_report import headline
from reports.queries.report import Cell, Report, Table
from reports.queries.silent import Group, Silent, silent
from reports.queries.silent_words import Words, weighing_words
from responses.forms.filters import FiltersForm


def silent_report(organisation: Organisation, query: QueryDict, now: datetime) -> Report:
    """What the page at this address says."""
    form = FiltersForm(query, organisation=organisation)
    chosen, by = form.slice(now), form.compared_property
    found = silent(chosen, by)
    words = weighing_words(found.weighing, organisation.region)
    return Report(
        headline=headline(found.raw, organisation.region),
        sentences=[f"{headline(found.raw, organisation.region)}.", f"{words.lead} {words.text}"],
        tables=[_scores(found, words), _groups(found, by)],
        window=chosen.window,
        filters=form.chosen_words,
    )


def _scores(found: Silent, words: Words) -> Table:
    raw = found.raw
    rows: list[list[Cell]] = [
        [_("Score as it came in"), raw.shown.score if raw.shown else None, raw.low, raw.high],
        [_("Score weighted to your customers"), words.score, words.low, words.high],
    ]
    return Table(_("Score"), [_("Score"), "NPS", _("From"), _("To")], rows)


def _groups(found: Silent, by: str) -> Table:
    columns = [
        by or _("Group"),
        _("Customers"),
        _("Asked"),
        _("Arrived"),
        _("Answered"),
        _("Response rate (%)"),
        _("From (%)"),
        _("To (%)"),
        _("Answers"),
        "NPS",
    ]
    rows = [_row(group.name or _("no value"), group) for group in found.groups]
    return Table(_("From customers to answers"), columns, [*rows, _row(_("Everybody"), found.total)])


def _row(name: str, group: Group) -> list[Cell]:
    around, asked = group.interval, group.asked
    rate = round(100 * asked.answered / asked.invited, 1) if asked.invited else None
    ends = [round(around.low, 1), round(around.high, 1)] if around else [None, None]
    score = group.card.shown.score if group.card.shown else None
    counts = [group.base, asked.invited, group.delivered, asked.answered]
    return [name, *counts, rate, *ends, group.card.n, score]
