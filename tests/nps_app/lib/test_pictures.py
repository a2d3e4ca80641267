"""The chart of the digest: a picture of the size it says, with what it says, small enough to mail."""

import io

from PIL import Image

from nps_app.lib.charts import Point
from nps_app.lib.pictures import HEIGHT, LINE, SHARP, WIDTH, line_png


def point(value, label="3 may", note="120"):
    low, high = (None, None) if value is None else (value - 8, value + 8)
    return Point(label, note, value, low, high)


def picture(points):
    return Image.open(io.BytesIO(line_png(points))).convert("RGB")


def blue(image, box):
    """How many pixels of the line's colour stand there."""
    wanted = tuple(int(LINE[place : place + 2], 16) for place in (1, 3, 5))
    return sum(
        sum(abs(one - other) for one, other in zip(pixel, wanted, strict=True)) < 30
        for pixel in image.crop(box).get_flattened_data()
    )


def test_it_has_twice_the_pixels_it_is_shown_with_and_is_small():
    png = line_png([point(score) for score in range(10, 75, 5)])
    assert png.startswith(b"\x89PNG")
    assert Image.open(io.BytesIO(png)).size == (SHARP * WIDTH, SHARP * HEIGHT)
    assert len(png) < 30_000


def test_the_line_goes_where_the_scores_go():
    rising = picture([point(-20), point(0), point(40)])
    low, high = (0, SHARP * HEIGHT // 2), (SHARP * HEIGHT // 2, SHARP * HEIGHT)
    half = SHARP * WIDTH // 2
    assert blue(rising, (0, high[0], half, high[1])) > blue(rising, (0, 0, half, low[1]))
    assert blue(rising, (half, 0, 2 * half, low[1])) > blue(rising, (half, high[0], 2 * half, high[1]))


def test_a_point_without_a_score_leaves_a_gap():
    whole = picture([point(20)] * 5)
    gap = picture([point(20), point(20), point(None), point(20), point(20)])
    middle = (SHARP * 285, 0, SHARP * 345, SHARP * HEIGHT)
    assert blue(whole, middle) > 200
    assert blue(gap, middle) == 0


def test_words_the_font_does_not_know_do_no_harm():
    assert line_png([point(-100, "miércoles − 日", "1.204"), point(100), point(0)])
    assert line_png([point(None)])
