"""Merge fields: a fixed list, plain text, nothing smuggled in."""

import pytest

from surveys.rules.wording import clean_name, fill, strip_controls, unknown_fields


def test_fields_are_filled():
    assert (
        fill("Hola {first_name}, soy {brand}", {"brand": "Acme", "first_name": "Ana"}) == "Hola Ana, soy Acme"
    )


def test_field_without_a_value_leaves_no_trace():
    assert fill("Hola {first_name}, nos ayudas", {"brand": "Acme"}) == "Hola, nos ayudas"
    assert fill("{first_name} Hello", {}) == "Hello"


@pytest.mark.parametrize(
    "text",
    [
        "{brand.__class__}",
        "{brand!r}",
        "{0}",
        "{{ brand }}",
        "{% load x %}",
        "%(brand)s",
        "{secret}",
        "{",
        "{}",
    ],
)
def test_nothing_else_is_a_field(text):
    assert fill(text, {"brand": "Acme", "first_name": "Ana"}) == text


def test_values_are_not_filled_again():
    assert fill("{first_name}", {"first_name": "{brand}", "brand": "Acme"}) == "{brand}"


@pytest.mark.parametrize(
    "name", ["http://evil.example", "Ana www.evil.example", "ana@example.com", "Win at evil.com", "x //evil"]
)
def test_name_with_a_link_is_no_name(name):
    assert clean_name(name) == ""


@pytest.mark.parametrize("name", ["Ana", "José María", "O'Brien", "Jean-Luc", "Dr. Núñez", "李", "Comte"])
def test_names_of_people_stay(name):
    assert clean_name(name) == name


def test_brand_may_look_like_an_address():
    assert fill("{brand}", {"brand": "booking.com"}) == "booking.com"


def test_name_cannot_add_a_header_or_fill_a_page():
    assert clean_name("Ana\r\nBcc: all") == "Ana Bcc: all"
    assert clean_name("A\x00n\x07a") == "Ana"
    assert len(clean_name("a" * 500)) == 80


def test_comments_keep_their_lines():
    assert strip_controls("uno\r\ndos\x00\ttres") == "uno\ndos\ttres"


def test_unknown_fields_are_named():
    assert unknown_fields("Hola {apellido} de {brand}") == ["apellido"]
