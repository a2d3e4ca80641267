"""Charts are SVG that an accessibility tree, a strict content policy and an XML reader accept."""

from xml.etree import ElementTree as ET

import pytest
from django.utils import translation

from nps_app.lib import charts

POINTS = [
    charts.Point("Jan", "40", 12, -5, 28),
    charts.Point("Feb", "3", None),
    charts.Point("Mar", "60", 30, 18, 41),
    charts.Point("Apr", "61", 34, 22, 45),
]
DOTS = [charts.Dot("Centro", "120 answers", 41, 30, 51), charts.Dot("Quiosco <3>", "4 answers", None)]
ALL = [
    charts.stacked_bar([("detractor", 22), ("passive", 26), ("promoter", 52)], label="Shares"),
    charts.histogram([1, 0, 0, 2, 3, 4, 5, 6, 7, 8, 90], label="Numbers"),
    charts.histogram([0] * 11, label="Nothing"),
    charts.line(POINTS, label="Trend"),
    charts.line([], label="Nothing"),
    charts.dots(DOTS, label="Groups", hidden="too few"),
    charts.dots([], label="Nothing", hidden="too few"),
]


@pytest.mark.parametrize("svg", ALL)
def test_is_well_formed_named_and_free_of_inline_style(svg):
    root = ET.fromstring(svg)  # noqa: S314 - our own
    assert root.get("role") == "img"
    assert root.get("aria-label")
    assert "style=" not in svg
    assert "viewBox" not in svg[: svg.index(">")]


def test_names_are_escaped():
    assert "Quiosco &lt;3&gt;" in charts.dots(DOTS, label="Groups", hidden="too few")


def test_a_small_group_says_so_and_has_no_dot():
    svg = charts.dots(DOTS, label="Groups", hidden="too few")
    assert "too few" in svg
    assert svg.count("<circle") == 1


def test_a_score_stands_behind_the_end_of_its_interval():
    root = ET.fromstring(charts.dots(DOTS, label="Groups", hidden="too few"))  # noqa: S314 - our own
    end = root.find("line[@class='whisker']").get("x2")
    value = root.find("text[@class='value']")
    assert value.get("x") == end
    assert value.text == "+41"


def test_a_long_name_is_cut_before_the_note_and_kept_for_a_pointer():
    name = "Sucursal Aeropuerto Internacional El Dorado"
    root = ET.fromstring(  # noqa: S314 - our own
        charts.dots([charts.Dot(name, "94 answers", -33, -49, -16)], label="Groups", hidden="too few")
    )
    box = root.find("svg")
    assert box.get("overflow") == "hidden"
    assert box.find("title").text == name


def test_shares_are_written_as_the_region_writes_them():
    shares = [("detractor", 8), ("passive", 26), ("promoter", 66)]
    with translation.override("es"):
        svg = charts.stacked_bar(shares, label="S", region="es-ES")
    assert "26\xa0%" in svg
    assert "8\xa0%" not in svg  # no room on a narrow phone: the legend has it


def test_a_gap_breaks_the_line():
    svg = charts.line(POINTS, label="Trend")
    assert svg.count("<polyline") == 2
    assert svg.count("<circle") == 3


def test_bars_are_coloured_by_category():
    svg = charts.histogram([1] * 11, label="Numbers")
    assert [svg.count(f'class="{name}"') for name in ("detractor", "passive", "promoter")] == [7, 2, 2]


def test_large_counts_are_short_above_their_bars_and_in_full_beside_them():
    svg = charts.histogram([999, 12_345, 245_548] + [0] * 8, label="Numbers", region="en-US")
    texts = ET.fromstring(svg).findall("text[@class]")  # noqa: S314 - our own
    assert [(text.text, text.get("class")) for text in texts][:4] == [
        ("999", "tight roomy"),
        ("12,345", "roomy"),
        ("12k", "tight"),
        ("246k", "tight roomy"),
    ]
    assert [text.find("title").text for text in texts][:4] == ["999", "12,345", "12,345", "245,548"]
    label = ET.fromstring(svg).get("aria-label")  # noqa: S314 - our own
    assert label.startswith("Numbers. 0: 999; 1: 12,345; 2: 245,548; 3: 0")


def test_an_empty_share_has_no_box():
    assert (
        charts.stacked_bar([("detractor", 0), ("passive", 40), ("promoter", 60)], label="S").count("<rect")
        == 3
    )
