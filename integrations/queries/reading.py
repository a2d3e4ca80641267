"""Rows of a file as what they say, and those that cannot be taken in with the reason."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TypeVar

from contacts.rules.customer_event import BadEvent
from contacts.rules.person import BadPerson, Person
from contacts.rules.purchase import BadPurchase, Bought
from integrations.rules.purchase_row import purchase_reader
from integrations.rules.row import column_of, row_reader
from integrations.rules.told import Told, told_reader
from nps_app.lib.spreadsheets import Row

Cells = Sequence[str]
Said = TypeVar("Said")


@dataclass(frozen=True, slots=True)
class RowProblem:
    row: Row
    code: str
    column: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of a file are, and how its organisation writes numbers, days and money."""

    targets: Sequence[str]
    columns: Sequence[str]
    country: str
    zone: tzinfo
    currency: str
    event_name: str = ""


def read_people(
    rows: Sequence[Row], layout: Layout, now: datetime
) -> tuple[list[tuple[Row, tuple[Person, Told | None]]], list[RowProblem]]:
    """Each row as a person, with the event it tells where the file tells any."""
    read = row_reader(layout.targets, country=layout.country)
    read_event = told_reader(layout.targets, name=layout.event_name, zone=layout.zone, country=layout.country)

    def both(cells: Cells) -> tuple[Person, Told | None]:
        told = read_event(cells, now) if layout.event_name else None
        return read(cells), told

    return _read(rows, layout, both)


def read_purchases(
    rows: Sequence[Row], layout: Layout, now: datetime
) -> tuple[list[tuple[Row, Bought]], list[RowProblem]]:
    """Each row as a purchase."""
    read = purchase_reader(layout.targets, country=layout.country, currency=layout.currency, zone=layout.zone)
    return _read(rows, layout, lambda cells: read(cells, now))


def _read(
    rows: Sequence[Row], layout: Layout, read: Callable[[Cells], Said]
) -> tuple[list[tuple[Row, Said]], list[RowProblem]]:
    said: list[tuple[Row, Said]] = []
    problems: list[RowProblem] = []
    for row in rows:
        if row.cells is None:
            problems.append(RowProblem(row, "unreadable_row"))
            continue
        try:
            said.append((row, read(row.cells)))
        except BadEvent as error:
            problems.append(RowProblem(row, f"event_{error.code}", _column(error.field, layout)))
        except BadPerson as error:
            problems.append(RowProblem(row, error.code, _column(error.field, layout), error.value))
        except BadPurchase as error:
            problems.append(
                RowProblem(row, f"purchase_{error.code}", _column(error.field, layout), error.value)
            )
    return said, problems


def _column(field: str, layout: Layout) -> str:
    return column_of(field, layout.targets, layout.columns)
