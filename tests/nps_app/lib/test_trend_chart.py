"""The line of rolling windows: whole SVG, marks, months that fit on a phone, no inline styles."""

import xml.etree.ElementTree as ET

from nps_app.lib.trend_chart import Spot, Tick, trend

SPOTS = [
    Spot(0.0, 10, -80, 90, partial=True),
    Spot(0.2, 20, -10, 50, partial=True),
    Spot(0.4, 25, 10, 40),
    Spot(0.6, None),
    Spot(1.0, 30, 12, 44),
]
TICKS = [Tick(place / 12, f"M{place}", str(place)) for place in range(12)]


def drawn(**changes):
    return trend(changes.get("spots", SPOTS), changes.get("ticks", TICKS), [(0.5, 1)], label="Trend <1>")


def test_is_one_valid_picture_without_styles():
    root = ET.fromstring(drawn())  # noqa: S314 - our own
    assert root.get("aria-label") == "Trend <1>"
    assert "style=" not in drawn()
    assert "viewBox" not in root.attrib


def test_what_is_not_whole_is_dashed_and_a_gap_breaks_the_line():
    svg = drawn()
    assert svg.count('<polyline class="line partial"') == 1
    assert svg.count('<polyline class="line"') == 2  # whole windows before and after the gap


def test_the_axis_holds_whole_windows_and_the_first_days_band_is_cut():
    svg = drawn()
    assert "+60" in svg
    assert "−80" not in svg
    band = svg.split('points="')[1].split('"')[0]
    assert {float(pair.split(",")[1]) for pair in band.split()} <= {
        round(30 + step / 10, 1) for step in range(1821)
    }


def test_as_many_months_as_fit_and_always_the_latest():
    svg = drawn()
    shown = [tick.label for tick in TICKS if f">{tick.label}<" in svg]
    assert shown[-1] == "M11"
    assert len(shown) <= 7


def test_nothing_to_draw_is_an_empty_chart():
    assert "<polyline" not in drawn(spots=[], ticks=[])
