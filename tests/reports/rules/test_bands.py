import pytest

from reports.rules.bands import Bands, Place

SOFTWARE = Bands(low_to=25, good_from=30, good_to=40, leaders_from=56, leaders_to=60)


def test_the_gaps_the_article_leaves_have_a_place():
    assert [(band.place, band.start, band.end) for band in SOFTWARE.all()] == [
        (Place.LOW, -100, 25),
        (Place.BELOW_GOOD, 26, 29),
        (Place.GOOD, 30, 40),
        (Place.ABOVE_GOOD, 41, 55),
        (Place.LEADERS, 56, 60),
        (Place.BEYOND, 61, 100),
    ]


def test_a_source_that_calls_nothing_good():
    assert [(band.place, band.start, band.end) for band in Bands(low_to=11, leaders_from=64).all()] == [
        (Place.LOW, -100, 11),
        (Place.BELOW_LEADERS, 12, 63),
        (Place.LEADERS, 64, 100),
    ]


def test_good_without_an_end_ends_where_the_leaders_begin():
    bands = Bands(low_to=0, good_from=1, leaders_from=50).all()
    assert [(band.place, band.start, band.end) for band in bands] == [
        (Place.LOW, -100, 0),
        (Place.GOOD, 1, 49),
        (Place.LEADERS, 50, 100),
    ]


def test_a_source_without_bands():
    assert Bands().all() == []


@pytest.mark.parametrize(
    ("bands", "expected"),
    [
        (SOFTWARE, True),
        (Bands(), True),
        (Bands(low_to=0, leaders_from=72), True),
        (Bands(low_to=30, good_from=30), False),
        (Bands(low_to=40, good_from=30), False),
        (Bands(good_from=30, good_to=20), False),
        (Bands(good_from=30, good_to=56, leaders_from=56), False),
        (Bands(low_to=60, leaders_from=56), False),
    ],
)
def test_in_order(bands, expected):
    assert bands.in_order() is expected
