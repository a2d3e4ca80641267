"""What a part of the bench found, and how it is printed."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured value; `limit` is what it must stay below, or reach when `at_least`."""

    what: str
    value: float
    unit: str
    limit: float | None = None
    at_least: bool = False

    @property
    def holds(self) -> bool:
        if self.limit is None:
            return True
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    @property
    def verdict(self) -> str:
        if self.limit is None:
            return ""
        sign = ">=" if self.at_least else "<="
        return f"{sign} {self.limit:g}  {'ok' if self.holds else 'MISSED'}"


def show(part: str, figures: Iterable[Figure]) -> None:
    """Print the figures of one part beneath its name."""
    print(f"\n{part}")
    for figure in figures:
        print(f"  {figure.what:<52}{figure.value:>12,.1f} {figure.unit:<7}{figure.verdict}")
