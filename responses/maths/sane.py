"""Refuses numbers that no answer can be made of, by their names, so that nonsense never becomes a figure."""

import math
from collections.abc import Iterable


def finite(**numbers: float) -> None:
    """Raise a ValueError with the name of the first number that is not finite."""
    for name, value in numbers.items():
        if not math.isfinite(value):
            raise ValueError(f"{name} has to be finite, not {value!r}")


def not_negative(**numbers: float) -> None:
    """Raise a ValueError with the name of the first number that is negative or not finite."""
    for name, value in numbers.items():
        if not (math.isfinite(value) and value >= 0):
            raise ValueError(f"{name} has to be finite and not negative, not {value!r}")


def above_zero(**numbers: float) -> None:
    """Raise a ValueError with the name of the first number that is zero, negative or not finite."""
    for name, value in numbers.items():
        if not (math.isfinite(value) and value > 0):
            raise ValueError(f"{name} has to be finite and above zero, not {value!r}")


def all_finite(name: str, values: Iterable[float]) -> None:
    """Raise a ValueError with the name of a list in which a number is not finite."""
    for value in values:
        if not math.isfinite(value):
            raise ValueError(f"{name} have to be finite, not {value!r}")


def none_negative(name: str, values: Iterable[float]) -> None:
    """Raise a ValueError with the name of a list in which a number is negative or not finite."""
    for value in values:
        if not (math.isfinite(value) and value >= 0):
            raise ValueError(f"{name} have to be finite and not negative, not {value!r}")
