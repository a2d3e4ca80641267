import re

import pytest

from responses.rules.searching import pattern


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("cafe frio", "Me dieron el CAFÉ, frío"),
        ("CAFÉ", "café"),
        ("envio", "El envío"),
        ("año", "ano"),
        ("50 %", "un 50 % más"),
        ("(a+b)*", "x(A+B)*"),
        ("\\d", "a\\d"),
        ("ÑU", "ñu"),
    ],
)
def test_finds(asked, text):
    python = pattern(asked).replace("[[:space:][:punct:]]+", r"[\s.,;:!?¡¿-]+")
    assert re.search(python, text, re.IGNORECASE)


def test_signs_mean_themselves():
    assert not re.search(pattern("a.c"), "abc")
    assert pattern("x|y").count("\\|") == 1
