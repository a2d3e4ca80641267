"""Charts as SVG made on the server: the same for page, print and mail (docs/adr/0006).

No viewBox: text keeps its 12 px at every width. Positions across are in percent; lines and bands live in a nested
<svg> that stretches. Colours come from CSS classes only, because the content policy forbids inline styles.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from nps_app.lib import formats
from nps_app.lib.formats import signed

TOO_LONG_ABOVE_A_BAR = 100_000  # six digits; on a phone every count of four signs and more
ROOM_FOR_TEXT = 14  # per cent of 246 px, the bar's width on a screen of 320
CATEGORY_OF = ["detractor"] * 7 + ["passive"] * 2 + ["promoter"] * 2


@dataclass(frozen=True)
class Point:
    """One place on a line: a label beneath, the number of answers beneath that, and a value with its interval."""

    label: str
    note: str
    value: int | None
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class Dot:
    """One row of a dot chart: a name, a note under it, a value with its interval, or None where it is hidden."""

    name: str
    note: str
    value: int | None
    low: int | None = None
    high: int | None = None


def svg(content: SafeString, *, height: int, label: str) -> SafeString:
    """The outermost element; `label` says what the chart shows."""
    return format_html(
        '<svg class="chart" role="img" aria-label="{}" width="100%" height="{}">{}</svg>',
        label,
        height,
        content,
    )


def joined(parts: Sequence[SafeString]) -> SafeString:
    """Parts one after the other."""
    return mark_safe("".join(parts))  # noqa: S308 - every part was escaped when it was made


def stacked_bar(
    shares: Sequence[tuple[str, int]], *, label: str, region: str = formats.DEFAULT_REGION
) -> SafeString:
    """Shares in per cent (category, whole number) side by side, 44 px high.

    A number stands in each that has room for it on the narrowest phone; the legend has them all.
    """
    parts, left = [], 0
    for category, percent in shares:
        if percent:
            parts.append(
                format_html('<rect class="{}" x="{}%" width="{}%" height="44"/>', category, left, percent)
            )
            if left:
                parts.append(format_html('<rect class="gap" x="{}%" width="3" height="44"/>', left))
            if percent >= ROOM_FOR_TEXT:
                middle = left + percent / 2
                parts.append(
                    format_html(
                        '<text class="on-{}" x="{}%" y="27" text-anchor="middle">{}</text>',
                        category,
                        middle,
                        formats.percent(percent, region),
                    )
                )
        left += percent
    return svg(joined(parts), height=44, label=label)


def histogram(eleven: Sequence[int], *, label: str, region: str = formats.DEFAULT_REGION) -> SafeString:
    """How often each score was given, coloured by category.

    Above a bar there is little room: what is shortened there stands in full in what the chart is called, and
    under the pointer.
    """
    height, base, top = 190, 160, 24
    most = max([*eleven, 1])
    step = 100 / len(eleven)
    parts = []
    for score, count in enumerate(eleven):
        tall = round((base - top) * count / most, 1) if count else 0
        middle = step * (score + 0.5)
        bar = '<rect class="{}" x="{}%" y="{}" width="{}%" height="{}" rx="3"/>'
        left, width = round(step * (score + 0.08), 3), round(step * 0.84, 3)
        parts.append(format_html(bar, CATEGORY_OF[score], left, base - tall, width, max(tall, 1)))
        parts += _above_a_bar(count, round(middle, 3), base - tall - 6, region)
        text = '<text x="{}%" y="{}" text-anchor="middle">{}</text>'
        parts.append(format_html(text, round(middle, 3), base + 18, score))
    parts.append(format_html('<line class="rule" x1="0" x2="100%" y1="{0}" y2="{0}"/>', base + 0.5))
    counts = "; ".join(f"{score}: {formats.whole(count, region)}" for score, count in enumerate(eleven))
    return svg(joined(parts), height=height, label=f"{label}. {counts}")


def _above_a_bar(count: int, x: float, y: float, region: str) -> list[SafeString]:
    """The count, where that is too long on a phone twice: the style sheet shows the one that fits."""
    full, short = formats.whole(count, region), formats.compact(count, region)
    roomy = full if count < TOO_LONG_ABOVE_A_BAR else short
    texts = [(roomy, "roomy"), (short, "tight")] if roomy != short else [(short, "tight roomy")]
    text = '<text class="{}" x="{}%" y="{}" text-anchor="middle">{}<title>{}</title></text>'
    return [format_html(text, kind, x, y, words, full) for words, kind in texts]


def scale_ends(values: Sequence[int]) -> tuple[int, int]:
    """Ends of the axis in steps of 20 points, at least 40 apart, within -100..100."""
    low = max(-100, min(values, default=0) // 20 * 20)
    high = min(100, -(-max(values, default=0) // 20) * 20)
    while high - low < 40:
        low, high = max(-100, low - 20), min(100, high + 20)
    return low, high


def line(points: Sequence[Point], *, label: str) -> SafeString:
    """Scores over time with the band of their intervals. A point without a value leaves a gap."""
    top, bottom, left, right = 14, 196, 9, 97
    drawn = [point for point in points if point.value is not None]
    ends = [value for point in drawn for value in (point.value, point.low, point.high) if value is not None]
    low, high = scale_ends(ends)

    def y(value: float) -> float:
        return round(bottom - (value - low) / (high - low) * (bottom - top), 1)

    def x(place: int) -> float:
        return round(left + (right - left) * (place + 0.5) / max(len(points), 1), 3)

    parts = [gridline(value, y(value), left, right) for value in ticks(low, high)]
    parts += [_run(points, run, x, y) for run in runs(points)]
    every = -(-len(points) // 6)
    for place, point in enumerate(points):
        # Counted from the end, so that the newest period always has its label.
        if (len(points) - 1 - place) % every == 0:
            text = '<text x="{}%" y="{}" text-anchor="middle">{}</text>'
            parts.append(format_html(text, x(place), bottom + 22, point.label))
            parts.append(format_html(text, x(place), bottom + 38, point.note))
        if point.value is not None:
            dot = '<circle class="dot" cx="{}%" cy="{}" r="4.5"/>'
            parts.append(format_html(dot, x(place), y(point.value)))
    if drawn:
        place = max(place for place, point in enumerate(points) if point.value is not None)
        last = points[place]
        text = '<text class="value" x="{}%" y="{}" text-anchor="middle">{}</text>'
        parts.append(format_html(text, x(place), max(12, y(last.value or 0) - 12), signed(last.value)))
    return svg(joined(parts), height=bottom + 46, label=label)


def ticks(low: int, high: int) -> range:
    """Where the axis between these ends has its lines."""
    return range(low, high + 1, 20 if high - low <= 120 else 40)


def gridline(value: int, y: float, left: float, right: float) -> SafeString:
    """A line across with its value at the left."""
    return format_html(
        '<line class="{}" x1="{}%" x2="{}%" y1="{}" y2="{}"/>'
        '<text x="{}%" dx="-6" y="{}" text-anchor="end">{}</text>',
        "rule" if value else "zero",
        left,
        right,
        y,
        y,
        left,
        y + 4,
        signed(value),
    )


def runs(points: Sequence[Point]) -> list[list[int]]:
    """Places of neighbouring points that have a value."""
    runs: list[list[int]] = []
    for place, point in enumerate(points):
        if point.value is None:
            continue
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _run(points: Sequence[Point], run: list[int], x, y) -> SafeString:  # type: ignore[no-untyped-def]
    """The line and the band of one unbroken run, drawn in a box of 100 units across that stretches."""
    line_ = " ".join(f"{x(place)},{y(points[place].value)}" for place in run)
    band = [(x(place), y(points[place].high)) for place in run if points[place].high is not None]
    band += [(x(place), y(points[place].low)) for place in reversed(run) if points[place].low is not None]
    return format_html(
        '<svg x="0" y="0" width="100%" height="240" viewBox="0 0 100 240" preserveAspectRatio="none">'
        '<polygon class="band" points="{}"/><polyline class="line" points="{}"/></svg>',
        " ".join(f"{across},{down}" for across, down in band),
        line_,
    )


def dots(rows: Sequence[Dot], *, label: str, hidden: str) -> SafeString:
    """Scores with their intervals, one row each. A row without a value says `hidden` instead.

    Name and note stand above the line they belong to, so that a long name never runs into a dot on a phone.
    """
    step, top, left, right = 54, 4, 4, 84
    ends = [value for row in rows for value in (row.value, row.low, row.high) if value is not None]
    low, high = scale_ends([*ends, 0])
    bottom = top + step * len(rows)

    def x(value: float) -> float:
        return round(left + (value - low) / (high - low) * (right - left), 3)

    parts = []
    for tick in ticks(low, high):
        rule = '<line class="{0}" x1="{1}%" x2="{1}%" y1="{2}" y2="{3}"/>'
        parts.append(format_html(rule, "rule" if tick else "zero", x(tick), top, bottom))
        text = '<text x="{}%" y="{}" text-anchor="middle">{}</text>'
        parts.append(format_html(text, x(tick), bottom + 16, signed(tick)))
    for place, row in enumerate(rows):
        y = top + step * place
        # The rules pause behind the words.
        parts.append(format_html('<rect class="gap" y="{}" width="100%" height="22"/>', y))
        parts.append(_row_name(row, y, hidden))
        if row.value is not None:
            parts.append(_row_mark(row, y + 36, x))
    return svg(joined(parts), height=bottom + 24, label=label)


def _row_name(row: Dot, y: int, hidden: str) -> SafeString:
    """The name, cut where the note begins (the table beside the chart has it whole), and the note at the far end."""
    name = format_html(
        '<svg x="0" y="{}" width="58%" height="22" overflow="hidden"><title>{}</title>'
        '<text class="name" x="0" y="15">{}</text></svg>',
        y,
        row.name,
        row.name,
    )
    if row.value is None:
        return name + format_html('<text x="0" y="{}">{}</text>', y + 38, hidden)
    return name + format_html('<text x="100%" y="{}" text-anchor="end">{}</text>', y + 15, row.note)


def _row_mark(row: Dot, y: int, x: Callable[[float], float]) -> SafeString:
    """Interval, dot, and the score right behind the interval's end."""
    value = row.value or 0
    low = row.low if row.low is not None else value
    high = row.high if row.high is not None else value
    return format_html(
        '<line class="whisker" x1="{0}%" x2="{1}%" y1="{2}" y2="{2}"/><circle class="dot" cx="{3}%" cy="{2}" r="6"/>'
        '<text class="value" x="{4}%" dx="10" y="{5}">{6}</text>',
        x(low),
        x(high),
        y,
        x(value),
        x(max(high, value)),
        y + 5,
        signed(row.value),
    )
