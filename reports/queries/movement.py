"""People who answered before: what they said then, and what they say now."""

from dataclasses import dataclass

from reports.rules.few_answers import SCORE_FROM
from responses.maths import panel
from responses.maths.score import round_half_away, share, shown
from responses.queries.histogram import every_answer
from responses.queries.panel import CATEGORIES, MOST_MOVED, movements
from responses.queries.slice import Slice


@dataclass(frozen=True)
class Cell:
    """Of those who were one thing, how many are another now; `percent` None below ten people in the row."""

    category: str
    n: int
    percent: int | None
    way: int  # 1 better, -1 worse, 0 the same


@dataclass(frozen=True)
class Row:
    category: str
    n: int
    cells: list[Cell]

    @property
    def left(self) -> int:
        """How many are something else now."""
        return sum(cell.n for cell in self.cells if cell.way)


@dataclass(frozen=True)
class Shift:
    """The score of the same people then and now, in whole points, with the interval of the difference."""

    before: int
    after: int
    points: int
    low: int
    high: int
    proven: bool


@dataclass(frozen=True)
class Movement:
    n: int
    improved: int
    worsened: int
    rows: list[Row]
    shift: Shift | None  # None below ten people
    looked_at: int | None  # the latest so many answers, where the window has more

    @property
    def same(self) -> int:
        return self.n - self.improved - self.worsened


def movement(slice_: Slice) -> Movement:
    """Everybody whose last answer in the window was not their first one."""
    table = movements(slice_)
    read = panel.read(table)
    rows = [
        Row(
            category=CATEGORIES[place],
            n=sum(counts),
            cells=[
                Cell(
                    CATEGORIES[column],
                    count,
                    _percent(count, sum(counts)),
                    (column > place) - (column < place),
                )
                for column, count in enumerate(counts)
            ],
        )
        for place, counts in enumerate(table)
    ]
    return Movement(
        n=int(read.before.n),
        improved=int(read.improved),
        worsened=int(read.worsened),
        rows=rows,
        shift=_shift(table) if read.before.n >= SCORE_FROM else None,
        looked_at=MOST_MOVED if sum(every_answer(slice_)) > MOST_MOVED else None,
    )


def _percent(part: int, whole: int) -> int | None:
    found = share(part, whole)
    return None if found is None or whole < SCORE_FROM else round_half_away(found)


def _shift(table: panel.Table) -> Shift | None:
    found = panel.difference(table)
    if found is None:
        return None
    read = panel.read(table)
    first, second = shown(read.before), shown(read.after)
    before, after = (first.score if first else 0), (second.score if second else 0)
    return Shift(
        before=before,
        after=after,
        points=after - before,
        low=round_half_away(found.interval.low),
        high=round_half_away(found.interval.high),
        proven=found.proven(),
    )
