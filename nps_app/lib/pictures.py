"""The line chart as a PNG for mails, whose readers show no SVG (docs/adr/0013).

Drawn at three times its size and made smaller, so that lines are smooth. The font that Pillow brings knows ASCII
only: accents are left off, and a minus is a hyphen. The words beside the picture say the same in full.
"""

import io
import unicodedata
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from nps_app.lib.charts import Point, runs, scale_ends, ticks

WIDTH, HEIGHT = 600, 240  # as shown; the file has twice as many pixels, for dense screens
SHARP, FINE = 2, 3
LEFT, RIGHT, TOP, BOTTOM = 46, 584, 18, 186
PAPER, INK, MUTED, RULE, LINE, BAND = "#ffffff", "#1c2126", "#56606a", "#d8dce0", "#0b6e99", "#d6e7ee"


def line_png(points: Sequence[Point]) -> bytes:
    """Scores over time with the band of their intervals. A point without a value leaves a gap."""
    drawing = _Drawing(points)
    for value in ticks(drawing.low, drawing.high):
        drawing.rule(value)
    for run in runs(points):
        drawing.run(run)
    drawing.labels()
    return drawing.png()


class _Drawing:
    def __init__(self, points: Sequence[Point]) -> None:
        self.points = points
        ends = [value for p in points for value in (p.value, p.low, p.high) if value is not None]
        self.low, self.high = scale_ends(ends)
        self.unit = SHARP * FINE
        self.image = Image.new("RGB", (WIDTH * self.unit, HEIGHT * self.unit), PAPER)
        self.pen = ImageDraw.Draw(self.image)
        self.font = ImageFont.load_default(12 * self.unit)

    def at(self, place: int, value: float) -> tuple[float, float]:
        across = LEFT + (RIGHT - LEFT) * (place + 0.5) / len(self.points)
        down = BOTTOM - (value - self.low) / (self.high - self.low) * (BOTTOM - TOP)
        return across * self.unit, down * self.unit

    def rule(self, value: int) -> None:
        down = self.at(0, value)[1]
        ends = [(LEFT * self.unit, down), (RIGHT * self.unit, down)]
        self.pen.line(ends, fill=RULE if value else MUTED, width=self.unit)
        self.text((LEFT - 8) * self.unit, down, f"{value:+d}" if value else "0", anchor="rm")

    def run(self, places: list[int]) -> None:
        """The line and the band of one unbroken run."""
        shown = [(place, self.points[place]) for place in places]
        upper = [self.at(place, point.high) for place, point in shown if point.high is not None]
        lower = [self.at(place, point.low) for place, point in shown if point.low is not None]
        if len(places) > 1:
            self.pen.polygon([*upper, *reversed(lower)], fill=BAND)
        middle = [self.at(place, point.value or 0) for place, point in shown]
        self.pen.line(middle, fill=LINE, width=5 * self.unit // 2, joint="curve")
        for across, down in middle:
            self.pen.circle((across, down), 4 * self.unit, fill=LINE, outline=PAPER, width=self.unit)

    def labels(self) -> None:
        """Days and answers beneath, counted from the end, and the last score above its dot."""
        last = len(self.points) - 1
        every = -(-len(self.points) // 7)
        for place, point in enumerate(self.points):
            if (last - place) % every == 0:
                across = self.at(place, 0)[0]
                self.text(across, (BOTTOM + 18) * self.unit, point.label)
                self.text(across, (BOTTOM + 36) * self.unit, point.note)
        shown = [place for place, point in enumerate(self.points) if point.value is not None]
        if shown:
            value = self.points[shown[-1]].value or 0
            across, down = self.at(shown[-1], value)
            words = f"{value:+d}" if value else "0"
            self.text(across, max(10 * self.unit, down - 14 * self.unit), words, fill=INK)

    def text(self, across: float, down: float, words: str, *, anchor: str = "mm", fill: str = MUTED) -> None:
        self.pen.text((across, down), _plain(words), font=self.font, fill=fill, anchor=anchor)

    def png(self) -> bytes:
        small = self.image.resize((WIDTH * SHARP, HEIGHT * SHARP), Image.Resampling.LANCZOS)
        file = io.BytesIO()
        small.quantize(32).save(file, "PNG", optimize=True)
        return file.getvalue()


def _plain(words: str) -> str:
    """Without accents; what the font does not know is left off."""
    apart = unicodedata.normalize("NFKD", words.replace("\N{MINUS SIGN}", "-"))
    return apart.encode("ascii", "ignore").decode()
