"""The verdicts on scores, with the cases of the articles."""

import pytest

from reports.rules.bands import Bands
from reports.rules.verdict import Sign, SignVerdict, Verdict, against_typical, among_bands, sign
from responses.maths.interval import score_interval
from responses.maths.score import Counts, round_half_away, shown

SOFTWARE = Bands(low_to=25, good_from=30, good_to=40, leaders_from=56, leaders_to=60)
QUARTILES = Bands(low_to=11, leaders_from=64)


def read(detractors, passives, promoters):
    """Score and interval as they are shown."""
    counts = Counts(detractors, passives, promoters)
    interval = score_interval(counts)
    return shown(counts).score, round_half_away(interval.low), round_half_away(interval.high)


def test_34_of_100_answers_is_compatible_with_low_and_with_good():
    assert read(18, 30, 52) == (34, 18, 48)
    assert among_bands(*read(18, 30, 52), SOFTWARE) is Verdict.LOW_OR_GOOD


def test_34_of_800_answers_is_not_low_and_probably_good():
    assert read(144, 240, 416) == (34, 29, 39)
    assert among_bands(*read(144, 240, 416), SOFTWARE) is Verdict.PROBABLY_GOOD


def test_more_detractors_than_promoters_is_negative_and_that_is_not_the_same_as_low():
    score, low, high = read(40, 30, 30)
    assert score == -10
    assert sign(score, low, high) == SignVerdict(Sign.NEGATIVE, proven=False)
    assert among_bands(score, low, high, SOFTWARE) is Verdict.LOW
    assert among_bands(*read(300, 300, 400), SOFTWARE) is Verdict.LOW
    assert sign(*read(300, 300, 400)).sign is Sign.POSITIVE


@pytest.mark.parametrize(
    ("score", "low", "high", "expected"),
    [
        (-10, -12, -8, SignVerdict(Sign.NEGATIVE, proven=True)),
        (-1, -2, 0, SignVerdict(Sign.NEGATIVE, proven=False)),
        (0, -20, 20, SignVerdict(Sign.ZERO, proven=False)),
        (5, -3, 13, SignVerdict(Sign.POSITIVE, proven=False)),
        (5, 1, 9, SignVerdict(Sign.POSITIVE, proven=True)),
    ],
)
def test_the_sign_is_proven_by_the_whole_interval(score, low, high, expected):
    assert sign(score, low, high) == expected


@pytest.mark.parametrize(
    ("score", "low", "high", "expected"),
    [
        (10, 0, 25, Verdict.LOW),
        (24, 20, 26, Verdict.PROBABLY_LOW),
        (27, 25, 29, Verdict.POSSIBLY_LOW),
        (27, 26, 29, Verdict.BELOW_GOOD),
        (28, 26, 30, Verdict.ALMOST_GOOD),
        (35, 30, 40, Verdict.GOOD),
        (30, 26, 34, Verdict.PROBABLY_GOOD),
        (42, 38, 46, Verdict.BEYOND_GOOD),
        (48, 41, 55, Verdict.ABOVE_GOOD),
        (48, 40, 56, Verdict.GOOD_OR_LEADERS),
        (54, 50, 58, Verdict.POSSIBLY_LEADERS),
        (57, 50, 63, Verdict.PROBABLY_LEADERS),
        (75, 70, 80, Verdict.LEADERS),
        (40, 20, 60, Verdict.LOW_TO_LEADERS),
    ],
)
def test_every_place_of_the_software_bands(score, low, high, expected):
    assert among_bands(score, low, high, SOFTWARE) is expected


@pytest.mark.parametrize(
    ("score", "low", "high", "expected"),
    [
        (40, 12, 63, Verdict.BELOW_LEADERS),
        (40, 11, 64, Verdict.LOW_OR_LEADERS),
        (70, 64, 75, Verdict.LEADERS),
        (5, 0, 11, Verdict.LOW),
    ],
)
def test_a_source_that_calls_nothing_good(score, low, high, expected):
    assert among_bands(score, low, high, QUARTILES) is expected


def test_one_band_is_not_enough_to_sort_by():
    assert among_bands(34, 30, 38, Bands(leaders_from=62)) is None
    assert among_bands(34, 30, 38, Bands()) is None


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (35, 40, Verdict.ABOVE_TYPICAL),
        (34, 40, Verdict.LIKE_TYPICAL),
        (20, 34, Verdict.LIKE_TYPICAL),
        (20, 33, Verdict.BELOW_TYPICAL),
    ],
)
def test_against_one_number(low, high, expected):
    assert against_typical(low, high, 34) is expected


def test_every_interval_has_a_standing_in_every_set_of_bands():
    sets = [SOFTWARE, QUARTILES, Bands(low_to=0, good_from=1), Bands(good_from=30, leaders_from=50)]
    for bands in sets:
        for low in range(-100, 101, 3):
            for high in range(low, 101, 3):
                assert among_bands((low + high) // 2, low, high, bands) is not None
