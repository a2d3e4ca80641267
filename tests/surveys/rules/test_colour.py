"""Any brand colour becomes readable, by day and by night."""

from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.colour import DARK_PAGE, LIGHT_PAGE, contrast, palette


@given(st.integers(0, 0xFFFFFF))
def test_every_colour_is_readable(number):
    found = palette(f"#{number:06x}")
    assert contrast(found.light, found.light_ink) >= 4.5
    assert contrast(found.dark, found.dark_ink) >= 4.5
    assert contrast(found.light, LIGHT_PAGE) >= 4.5
    assert contrast(found.dark, DARK_PAGE) >= 4.5


def test_good_colour_stays():
    assert palette("#0b5f57").light == "#0b5f57"


def test_what_is_no_colour_is_replaced():
    assert palette("red;}").light == "#0b5f57"
    assert palette("#zzzzzz").light == "#0b5f57"


def test_contrast_of_black_on_white():
    assert round(contrast("#000000", "#ffffff"), 2) == 21
