"""The dashboard's numbers as sentences and tables."""

from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Organisation
from nps_app.lib import formats
from reports.queries.dashboard import Dashboard, TrendPoint, dashboard, over_time
from reports.queries.report import Cell, Report, Table
from reports.queries.response_rate import ResponseRate
from reports.queries.score_card import Change, ScoreCard
from responses.forms.filters import FiltersForm


def dashboard_report(organisation: Organisation, query: QueryDict, now: datetime) -> Report:
    """What the dashboard at this address says."""
    form = FiltersForm(query, organisation=organisation)
    chosen = form.slice(now)
    by = form.compared_property
    shown = dashboard(chosen, now=now, by=by, comments=False)
    return Report(
        headline=headline(shown.card, organisation.region),
        sentences=_sentences(shown, organisation.region),
        tables=_tables(shown, by, *over_time(chosen)),
        window=chosen.window,
        filters=form.chosen_words,
    )


def headline(card: ScoreCard, region: str) -> str:
    """NPS +34, 1,204 answers."""
    answers = ngettext("%(number)s answer", "%(number)s answers", card.n) % {
        "number": formats.whole(card.n, region)
    }
    if card.shown is None:
        return answers
    return _("NPS %(score)s, %(answers)s") % {"score": formats.signed(card.shown.score), "answers": answers}


def _sentences(shown: Dashboard, region: str) -> list[str]:
    card = shown.card
    said = [f"{headline(card, region)}."]
    if card.shown is not None:
        ends = {"low": formats.signed(card.low), "high": formats.signed(card.high)}
        said.append(_("With 95%% confidence between %(low)s and %(high)s.") % ends)
    if shown.change is not None:
        said.append(change_words(shown.change, region))
    if shown.rate is not None and shown.rate.percent is not None:
        said.append(_rate_words(shown.rate, region))
    return said


def change_words(change: Change, region: str) -> str:
    """Whether the score has moved since the period before, and how many answers it would take to tell."""
    words = (
        _(
            "%(points)s points against the period before (%(before)s). Proven, a real change: with 95%% confidence"
            " it lies between %(low)s and %(high)s."
        )
        if change.proven
        else _(
            "%(points)s points against the period before (%(before)s). Not proven, it can be chance: with 95%%"
            " confidence the change lies between %(low)s and %(high)s."
        )
    )
    before = change.before.shown
    said = words % {
        "points": formats.signed(change.points),
        "before": formats.signed(before.score if before else None),
        "low": formats.signed(change.low),
        "high": formats.signed(change.high),
    }
    if change.needed is None or change.more is None:
        return said
    needed = _(
        "To tell a change of this size from chance, each period needs about %(needed)s answers: %(more)s more."
    ) % {"needed": formats.whole(change.needed, region), "more": formats.whole(change.more, region)}
    return f"{said} {needed}"


def _rate_words(rate: ResponseRate, region: str) -> str:
    return _("%(percent)s answered: %(answered)s of %(invited)s invited.") % {
        "percent": formats.percent(rate.percent or 0, region),
        "answered": formats.whole(rate.answered, region),
        "invited": formats.whole(rate.invited, region),
    }


def _tables(shown: Dashboard, by: str, unit: str, periods: list[TrendPoint]) -> list[Table]:
    tables = [
        Table(_("Score"), card_columns(_("Period")), [card_row(_("Chosen"), shown.card)]),
        Table(
            _("Answers by score"),
            [_("Score"), _("Answers")],
            [[score, count] for score, count in enumerate(shown.eleven)],
        ),
        Table(
            _("Over time"),
            card_columns({"day": _("Day"), "week": _("Week of"), "month": _("Month of")}[unit]),
            [card_row(point.start.isoformat(), point.card) for point in periods],
        ),
    ]
    if shown.change is not None:
        tables[0].rows.append(card_row(_("Period before"), shown.change.before))
    if shown.segments:
        rows = [card_row(segment.name, segment.card) for segment in shown.segments]
        tables.append(Table(_("By %(property)s") % {"property": by}, card_columns(by), rows))
    return tables


def card_columns(first: str) -> list[str]:
    """The columns of card_row; the first says what the rows are."""
    return [first, _("Answers"), _("Detractors"), _("Passives"), _("Promoters"), "NPS", _("From"), _("To")]


def card_row(name: str, card: ScoreCard) -> list[Cell]:
    """One score with what it was counted from; no score where the answers are too few."""
    counts = card.counts
    score = card.shown.score if card.shown else None
    return [name, card.n, int(counts.det), int(counts.pas), int(counts.pro), score, card.low, card.high]
