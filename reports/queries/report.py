"""What a report page says, as sentences and tables: for mails, exports and whoever reads without a browser."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.http import QueryDict
from django.utils.functional import Promise

from accounts.models import Organisation
from nps_app.lib.clock import Window

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
