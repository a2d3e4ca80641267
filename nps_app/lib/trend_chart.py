"""The score over time as SVG: a line of rolling windows in its band, months beneath, numbered marks above.

As in charts.py: no viewBox, positions across in per cent, colours from CSS classes only.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from nps_app.lib import charts
from nps_app.lib.formats import signed

TOP, BOTTOM, LEFT, RIGHT = 30, 212, 9, 95
MOST_LABELS = 7
Place = Callable[[float], float]


@dataclass(frozen=True)
class Spot:
    """One day: how far along it lies (0 to 1), its value and limits; `partial` is drawn as not yet whole."""

    along: float
    value: int | None
    low: int | None = None
    high: int | None = None
    partial: bool = False


@dataclass(frozen=True)
class Tick:
    """A month: where it begins, its name, and the number of its answers."""

    along: float
    label: str
    note: str


def trend(
    spots: Sequence[Spot], ticks: Sequence[Tick], marks: Sequence[tuple[float, int]], *, label: str
) -> SafeString:
    """The line, its band, the months with their numbers, and marks as (how far along, number)."""
    drawn = [spot for spot in spots if spot.value is not None]
    low, high = charts.scale_ends(_ends(drawn))

    def y(value: float) -> float:
        inside = min(high, max(low, value))  # the first days' band may be wider than the chart
        return round(BOTTOM - (inside - low) / (high - low) * (BOTTOM - TOP), 1)

    parts = [charts.gridline(value, y(value), LEFT, RIGHT) for value in charts.ticks(low, high)]
    parts += [_run(run, y) for run in _runs(spots)]
    parts += [_month(tick) for tick in _readable(ticks)]
    parts += [_mark(along, number) for along, number in marks]
    if drawn:
        parts.append(_last(drawn[-1], y))
    return charts.svg(charts.joined(parts), height=BOTTOM + 46, label=label)


def _ends(drawn: Sequence[Spot]) -> list[int]:
    """What the axis has to hold: every score, and the band where windows are whole, if any is."""
    whole = [spot for spot in drawn if not spot.partial] or drawn
    limits = [limit for spot in whole for limit in (spot.low, spot.high) if limit is not None]
    return [*limits, *(spot.value for spot in drawn if spot.value is not None)]


def _x(along: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * along, 3)


def _runs(spots: Sequence[Spot]) -> list[list[Spot]]:
    """Neighbours with a value; where windows become whole a new run begins at the same spot."""
    runs: list[list[Spot]] = []
    previous: Spot | None = None
    for spot in spots:
        if spot.value is not None:
            if previous is None or previous.value is None:
                runs.append([spot])
            elif previous.partial != spot.partial:
                runs.append([previous, spot])
            else:
                runs[-1].append(spot)
        previous = spot
    return runs


def _run(run: list[Spot], y: Place) -> SafeString:
    line = " ".join(f"{_x(spot.along)},{y(spot.value or 0)}" for spot in run)
    band = [(spot.along, spot.high) for spot in run] + [(spot.along, spot.low) for spot in reversed(run)]
    edge = " ".join(f"{_x(along)},{y(value)}" for along, value in band if value is not None)
    return format_html(
        '<svg x="0" y="0" width="100%" height="{0}" viewBox="0 0 100 {0}" preserveAspectRatio="none">'
        '<polygon class="band" points="{1}"/><polyline class="line{2}" points="{3}"/></svg>',
        BOTTOM + 46,
        edge,
        " partial" if run[-1].partial else "",
        line,
    )


def _readable(ticks: Sequence[Tick]) -> list[Tick]:
    """As many months as fit on a phone, counted from the latest."""
    every = -(-len(ticks) // MOST_LABELS) or 1
    return [tick for place, tick in enumerate(ticks) if (len(ticks) - 1 - place) % every == 0]


def _month(tick: Tick) -> SafeString:
    return format_html(
        '<line class="rule" x1="{0}%" x2="{0}%" y1="{1}" y2="{2}"/>'
        '<text x="{0}%" y="{3}" text-anchor="middle">{4}</text><text x="{0}%" y="{5}" text-anchor="middle">{6}</text>',
        _x(tick.along),
        BOTTOM,
        BOTTOM + 6,
        BOTTOM + 22,
        tick.label,
        BOTTOM + 38,
        tick.note,
    )


def _mark(along: float, number: int) -> SafeString:
    return format_html(
        '<line class="mark" x1="{0}%" x2="{0}%" y1="18" y2="{1}"/><circle class="mark" cx="{0}%" cy="10" r="9"/>'
        '<text class="mark" x="{0}%" y="14" text-anchor="middle">{2}</text>',
        _x(along),
        BOTTOM,
        number,
    )


def _last(spot: Spot, y: Place) -> SafeString:
    return format_html(
        '<circle class="dot" cx="{0}%" cy="{1}" r="4.5"/>'
        '<text class="value" x="{0}%" y="{2}" text-anchor="middle">{3}</text>',
        _x(spot.along),
        y(spot.value or 0),
        max(TOP + 12, y(spot.value or 0) - 12),
        signed(spot.value),
    )
