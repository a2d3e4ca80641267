import pytest

from delivery.rules.segments import GSM, UCS2, measure, without_accents


@pytest.mark.parametrize(
    ("text", "segments", "alphabet", "room"),
    [
        ("", 1, GSM, 160),
        ("a" * 160, 1, GSM, 0),
        ("a" * 161, 2, GSM, 145),
        ("a" * 306, 2, GSM, 0),
        ("a" * 307, 3, GSM, 152),
        ("€" * 80, 1, GSM, 0),  # an escape and the sign
        ("€" * 81, 2, GSM, 143),
        ("ñ¿¡éüàÑ" * 10, 1, GSM, 90),
        ("á" * 70, 1, UCS2, 0),
        ("á" * 71, 2, UCS2, 63),
        ("á" * 134, 2, UCS2, 0),
        ("á" * 135, 3, UCS2, 66),
        ("😀" * 35, 1, UCS2, 0),  # two units each
        ("😀" * 36, 2, UCS2, 61),
    ],
)
def test_segments(text, segments, alphabet, room):
    length = measure(text)
    assert (length.segments, length.alphabet, length.room) == (segments, alphabet, room)


def test_one_accent_makes_three_of_one():
    """Measured with a Spanish invitation: design of the SMS channel."""
    text = (
        "Acme: en una escala del 0 al 10, ¿qué tan probable es que nos recomiendes a un amigo? Responde con un número. "
        "Para no recibir más SMS responde BAJA."
    )
    plain = without_accents(text)
    assert (measure(text).segments, measure(text).special) == (3, "úá")
    assert (measure(plain).segments, measure(plain).special) == (1, "")
    assert "qué" in plain
    assert "numero" in plain  # é is in the GSM alphabet, ú is not


def test_what_has_no_plain_form_stays():
    assert without_accents("“Así” – ya… 😀") == '"Asi" - ya... 😀'
    assert without_accents("łódź Cœur") == "lodz Coeur"
