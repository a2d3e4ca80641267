"""What a report page says, as sentences and tables: for mails, exports and whoever reads without a browser."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import Organisation
from nps_app.lib.clock import Window
from responses.forms.filters import FiltersForm

Cell = str | int | float | None


@dataclass(frozen=True)
class Table:
    """Rows under a title. Numbers stay numbers; None is an empty cell."""

    title: str
    columns: list[str]
    rows: list[list[Cell]]


@dataclass(frozen=True)
class Report:
    """The numbers of one page. `headline` is what the subject of a mail says; `window` None means all time."""

    headline: str
    sentences: list[str]
    tables: list[Table]
    window: Window | None
    filters: list[tuple[str, str]] = field(default_factory=list)


Make = Callable[[Organisation, QueryDict, datetime], Report]


@dataclass(frozen=True)
class ReportPage:
    """A page that can be saved, shared, mailed and exported. `key` is its name in reports/urls.py."""

    key: str
    title: str | Promise
    make: Make


def chosen_filters(form: FiltersForm) -> list[tuple[str, str]]:
    """What the address chose besides the period, in words."""
    chosen = []
    for name, bound in form.fields.items():
        value = form.cleaned_data.get(name)
        if name in {"period", "from", "to"} or not value:
            continue
        if name == "survey":
            words = ", ".join(survey.name for survey in value)
        else:
            words = str(dict(getattr(bound, "choices", [])).get(value, value))
        chosen.append((str(bound.label), words))
    return chosen


def definitions() -> list[tuple[str, str]]:
    """What the words in a report mean."""
    return [
        (_("Promoters"), _("Answers of 9 or 10.")),
        (_("Passives"), _("Answers of 7 or 8.")),
        (_("Detractors"), _("Answers from 0 to 6.")),
        (
            _("Score (NPS)"),
            _(
                "Share of promoters minus share of detractors, in points from -100 to 100. Shares are rounded so"
                " that they add up to 100, and the score is the difference of the shares shown."
            ),
        ),
        (
            _("From, to"),
            _(
                "The 95% interval of the score, by the method of Tango (1998): in 95 of 100 surveys it holds the"
                " score of all customers."
            ),
        ),
        (_("Few answers"), _("Under 10 answers only counts are given, no score.")),
        (
            _("Window"),
            _("Whole local days. The first moment is inside, the last one is outside."),
        ),
    ]
