"""Lines of shares: one valid picture without styles, gaps that break a line, an axis that holds the bands."""

import xml.etree.ElementTree as ET

from nps_app.lib.share_chart import Place, Series, shares

LINE = Series("promoter", [Place(0, 10, 5, 20), Place(0.5, None), Place(1, 30, 20, 44)], dots=True)


def test_is_one_valid_picture_without_styles():
    drawn = shares([LINE], [(0, "<jan>"), (1, "feb")], label="Shares <1>")
    root = ET.fromstring(drawn)  # noqa: S314 - our own
    assert root.get("aria-label") == "Shares <1>"
    assert "style=" not in drawn
    assert "&lt;jan&gt;" in drawn
    assert drawn.count('class="dot of-promoter"') == 2


def test_a_gap_breaks_the_line_and_the_axis_holds_the_band():
    drawn = shares([LINE], [], label="Shares")
    assert drawn.count("<polyline") == 2
    assert "50%" in drawn
    assert "60%" not in drawn


def test_nothing_to_draw_is_an_empty_chart():
    drawn = shares([], [], label="Shares")
    assert "<polyline" not in drawn
    assert "20%" in drawn
