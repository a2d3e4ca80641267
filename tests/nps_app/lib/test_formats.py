from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from nps_app.lib import formats

NOW = datetime(2026, 5, 9, 15, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("points", "text"), [(34, "+34"), (0, "0"), (-12, "\N{MINUS SIGN}12"), (None, "–"), (100, "+100")]
)
def test_scores_carry_their_sign(points, text):
    assert formats.signed(points) == text


@pytest.mark.parametrize(
    ("region", "text"), [("es-MX", "1,204"), ("es-CO", "1.204"), ("es-ES", "1.204"), ("es", "1.204")]
)
def test_numbers_follow_the_region(region, text):
    with translation.override("es"):
        assert formats.whole(1204, region) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1_000, "1k"),
        (9_940, "9.9k"),
        (9_960, "10k"),
        (245_548, "246k"),
        (999_499, "999k"),
        (999_500, "1M"),
        (2_455_480, "2.5M"),
        (9_960_000, "10M"),
        (245_548_000, "246M"),
    ],
)
def test_counts_for_little_room_are_short(number, text):
    assert formats.compact(number, "en-US") == text


def test_short_counts_follow_the_region():
    with translation.override("es"):
        assert formats.compact(2_455_480, "es-CO") == "2,5M"


def test_percent_follows_the_region():
    with translation.override("es"):
        assert formats.percent(23, "es-MX") == "23%"
        assert formats.percent(23, "es-ES") == "23\xa0%"


def test_days_are_written_as_people_of_the_language_do():
    with translation.override("es"):
        assert formats.day(NOW, "es-MX") == "9 may 2026"
    with translation.override("en"):
        assert formats.day(NOW, "en-US") == "9 May 2026"


def test_ago_is_words():
    with translation.override("es"):
        assert formats.ago(NOW - timedelta(hours=2), now=NOW) == "hace 2 horas"
    with translation.override("en"):
        assert formats.ago(NOW - timedelta(seconds=20), now=NOW) == "just now"
        assert formats.ago(NOW - timedelta(days=3), now=NOW) == "3 days ago"


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(minutes=70), "1 h 10 min"),
        (timedelta(days=2, hours=3, minutes=50), "2 d 3 h"),
        (timedelta(seconds=10), "0 min"),
        (timedelta(hours=5), "5 h"),
    ],
)
def test_spans_have_two_units(length, text):
    assert formats.span(length) == text


def test_clocks_say_due_or_overdue():
    with translation.override("es"):
        assert formats.due(NOW + timedelta(hours=2), now=NOW) == "Vence en 2 h"
        assert formats.due(NOW - timedelta(minutes=70), now=NOW) == "Vencido hace 1 h 10 min"


def test_an_unknown_region_still_gets_an_answer():
    assert formats.whole(1204, "xx-ZZ") == "1,204"


def test_letters_of_a_currency_stand_apart_from_its_figures():
    assert formats.money(Decimal(76000), "COP", "en-CO") == "COP\N{NO-BREAK SPACE}76,000.00"
    assert formats.money(Decimal("49.9"), "USD", "en-US") == "$49.90"
