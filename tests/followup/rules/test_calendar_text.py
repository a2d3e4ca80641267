from datetime import date

import pytest

from followup.rules.calendar_text import (
    NotUnderstood,
    read_holidays,
    read_spans,
    write_holidays,
    write_spans,
)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", []),
        ("9-18", [(540, 1080)]),
        ("16:00 – 19:00, 9:00–14:00", [(540, 840), (960, 1140)]),
        ("0:00-24:00", [(0, 1440)]),
        ("8.30-12", [(510, 720)]),
    ],
)
def test_hours_as_people_type_them(text, spans):
    assert read_spans(text) == spans
    assert read_spans(write_spans(spans)) == spans


@pytest.mark.parametrize("text", ["nine to five", "18-9", "9-9", "9:75-12", "9-25", "9-12, 11-14", "9"])
def test_hours_that_make_no_sense_are_named(text):
    with pytest.raises(NotUnderstood):
        read_spans(text)


def test_holidays():
    days = read_holidays("2026-12-25  Navidad\n\n2026-01-01\n")
    assert days == [(date(2026, 1, 1), ""), (date(2026, 12, 25), "Navidad")]
    assert read_holidays(write_holidays([[day.isoformat(), name] for day, name in days])) == days


@pytest.mark.parametrize("text", ["25/12/2026 Navidad", "2026-02-30 Nothing"])
def test_a_date_that_is_none_is_named(text):
    with pytest.raises(NotUnderstood, match=text[:10]):
        read_holidays(text)
