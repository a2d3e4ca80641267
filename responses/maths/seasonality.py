"""Whether the day of the week makes a difference to the answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from responses.maths.score import Counts
from responses.maths.student import chi_square_p


@dataclass(frozen=True, slots=True)
class Weekdays:
    """The chi-square test that all days have the same shares of detractors, passives and promoters."""

    chi_square: float
    degrees: int
    p: float


def weekdays(days: Sequence[Counts]) -> Weekdays | None:
    """Test a table of days by category (7 x 3 for a week), rows and columns without answers left out.

    Pearson 1900. None where fewer than two rows or columns are left.
    """
    rows = [(day.det, day.pas, day.pro) for day in days if day.n]
    columns = [place for place in range(3) if any(row[place] for row in rows)]
    if len(rows) < 2 or len(columns) < 2:
        return None
    sums = {place: sum(row[place] for row in rows) for place in columns}
    total = sum(sums.values())
    chi_square = 0.0
    for row in rows:
        for place in columns:
            expected = sum(row) * sums[place] / total
            chi_square += (row[place] - expected) ** 2 / expected
    degrees = (len(rows) - 1) * (len(columns) - 1)
    return Weekdays(chi_square, degrees, chi_square_p(chi_square, degrees))
