"""Shares of groups as lines in their bands, over days or months, as SVG.

As in charts.py: no viewBox, positions across in per cent, colours from CSS classes only. Each line has its own dashes,
so that nobody needs to tell colours apart.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from nps_app.lib import charts, formats

TOP, BOTTOM, LEFT, RIGHT, HEIGHT = 10, 200, 11, 97, 232
STEP = 10  # per cent between two lines across
Height = Callable[[float], float]


@dataclass(frozen=True)
class Place:
    """How far along (0 to 1), the share and its limits in per cent; None leaves a gap."""

    along: float
    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Series:
    """One group; `look` is a class of app.css: promoter, detractor or others."""

    look: str
    places: Sequence[Place]
    dots: bool = False


def shares(
    series: Sequence[Series],
    ticks: Sequence[tuple[float, str]],
    *,
    label: str,
    region: str = formats.DEFAULT_REGION,
) -> SafeString:
    """The lines over ticks as (how far along, label)."""
    top = _top([place for one in series for place in one.places])

    def y(value: float) -> float:
        return round(BOTTOM - min(value, top) / top * (BOTTOM - TOP), 1)

    step = STEP if top <= 5 * STEP else 2 * STEP
    parts = [_gridline(value, y(value), region) for value in range(0, top + 1, step)]
    for along, words in ticks:
        text = '<text x="{}%" y="{}" text-anchor="middle">{}</text>'
        parts.append(format_html(text, _x(along), BOTTOM + 20, words))
    for one in series:
        parts += [_run(one.look, run, y) for run in _runs(one.places)]
        if one.dots:
            parts += [_dot(one.look, place, y) for place in one.places if place.value is not None]
    return charts.svg(charts.joined(parts), height=HEIGHT, label=label)


def _top(places: Sequence[Place]) -> int:
    """The end of the axis: room for every share and its limits, in whole steps, at most 100 %."""
    ends = [end for place in places for end in (place.value, place.high) if end is not None]
    return int(min(100, max(2 * STEP, -(-max(ends, default=0) // STEP) * STEP)))


def _x(along: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * along, 3)


def _runs(places: Sequence[Place]) -> list[list[Place]]:
    runs: list[list[Place]] = [[]]
    for place in places:
        if place.value is not None:
            runs[-1].append(place)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _run(look: str, run: list[Place], y: Height) -> SafeString:
    line = " ".join(f"{_x(place.along)},{y(place.value or 0)}" for place in run)
    band = [(place.along, place.high) for place in run] + [
        (place.along, place.low) for place in reversed(run)
    ]
    edge = " ".join(f"{_x(along)},{y(value)}" for along, value in band if value is not None)
    return format_html(
        '<svg x="0" y="0" width="100%" height="{0}" viewBox="0 0 100 {0}" preserveAspectRatio="none">'
        '<polygon class="band of-{1}" points="{2}"/><polyline class="line of-{1}" points="{3}"/></svg>',
        HEIGHT,
        look,
        edge,
        line,
    )


def _dot(look: str, place: Place, y: Height) -> SafeString:
    dot = '<circle class="dot of-{}" cx="{}%" cy="{}" r="4"/>'
    return format_html(dot, look, _x(place.along), y(place.value or 0))


def _gridline(value: int, y: float, region: str) -> SafeString:
    return format_html(
        '<line class="rule" x1="{0}%" x2="{1}%" y1="{2}" y2="{2}"/>'
        '<text x="{0}%" dx="-6" y="{3}" text-anchor="end">{4}</text>',
        LEFT,
        RIGHT,
        y,
        y + 4,
        formats.percent(value, region),
    )
