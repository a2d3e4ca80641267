import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.matching import address_hash, country_of, normal_email, normal_phone


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        (" Ana.Gomez@Example.COM ", "ana.gomez@example.com"),
        ("mailto:ana@example.com", "ana@example.com"),
        ("ana+nps@example.co.uk", "ana+nps@example.co.uk"),
        ("ana@español.es", "ana@xn--espaol-zwa.es"),
        ("\ufeffana@example.com", "ana@example.com"),
    ],
)
def test_spellings_of_an_address_meet(written, normal):
    assert normal_email(written) == normal


@pytest.mark.parametrize(
    "written",
    [
        "",
        "ana",
        "ana@",
        "@example.com",
        "ana@example",
        "ana@@example.com",
        "ana gomez@example.com",
        "ana@example..com",
        "ana.@example.com",
        "ana@-example.com",
        "ana@example.com, luis@example.com",
        "ana@127.0.0.1",
        "a" * 65 + "@example.com",
        "ana@" + "a" * 250 + ".com",
        "ana@example.com\nBcc: x@example.com",
    ],
)
def test_what_is_no_address(written):
    assert normal_email(written) is None


@pytest.mark.parametrize(
    ("written", "country", "normal"),
    [
        ("+57 300 123 4567", "", "+573001234567"),
        ("0057 (300) 123-4567", "", "+573001234567"),
        ("300 123 4567", "CO", "+573001234567"),
        ("573001234567", "CO", "+573001234567"),
        ("3001234567.0", "CO", "+573001234567"),
        ("'+573001234567", "", "+573001234567"),
        ("55 1234 5678", "MX", "+525512345678"),
        ("612 34 56 78", "ES", "+34612345678"),
    ],
)
def test_spellings_of_a_number_meet(written, country, normal):
    assert normal_phone(written, country) == normal


@pytest.mark.parametrize(
    ("written", "country"),
    [
        ("", "CO"),
        ("300 123 4567", ""),
        ("12", "CO"),
        ("no", "CO"),
        ("+57 300 123 4567 ext 5", ""),
        ("+999123", ""),
    ],
)
def test_what_is_no_number(written, country):
    assert normal_phone(written, country) is None


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_none_and_normal_forms_are_stable(text):
    for normal in (normal_email(text), normal_phone(text, "CO")):
        assert normal is None or normal in (normal_email(normal), normal_phone(normal, "CO"))


def test_country_of_a_region():
    assert [country_of(region) for region in ("es-CO", "en_GB", "es", "es-419", "")] == [
        "CO",
        "GB",
        "",
        "",
        "",
    ]


def test_a_hash_is_the_same_for_every_spelling_and_needs_the_key():
    assert address_hash("Ana@Example.com", "k") == address_hash(" ana@example.com", "k")
    assert address_hash("+57 300 123 4567", "k") == address_hash("+573001234567", "k")
    assert address_hash("ana@example.com", "k") != address_hash("ana@example.com", "other")
    assert "ana" not in address_hash("ana@example.com", "k")
