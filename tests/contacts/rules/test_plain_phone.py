"""What is recognised plainly is what phonenumbers says itself, of every country and kind."""

import random

import phonenumbers
import pytest

from contacts.rules.matching import normal_phone
from contacts.rules.plain_phone import plain_phone


def slowly(text, country):
    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        return None
    if number.extension or not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def examples():
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        for kind in phonenumbers.PhoneNumberType.values():
            number = phonenumbers.example_number_for_type(region, kind)
            if number:
                yield region, number


def test_every_example_and_its_neighbours_are_as_phonenumbers_says():
    rng = random.Random(7)
    seen = recognised = 0
    for region, number in examples():
        e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        national = str(phonenumbers.national_significant_number(number))
        digits = list(national)
        digits[rng.randrange(len(digits))] = rng.choice("0123456789")
        near = "".join(digits)
        head = e164.removesuffix(national)
        written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
        for text, country in [
            (e164, ""),
            (e164, "CO"),
            (written, ""),
            (national, region),
            (head + near, ""),
            (near, region),
            (head + near + "1", ""),
            (head + near[:-1], ""),
            ("0" + national, region),
            (head.removeprefix("+") + national, region),
        ]:
            found = plain_phone(text, country)
            seen += 1
            if found is not None:
                recognised += 1
                assert found == slowly(text, country), (text, country)
    assert recognised > seen / 3


@pytest.mark.parametrize(
    ("text", "country", "plain"),
    [
        ("+573001234567", "", "+573001234567"),
        ("+57 (300) 123-4567", "MX", "+573001234567"),
        ("300 123 4567", "CO", "+573001234567"),
        ("3001234567", "", None),
        ("+573001234567 ext 4", "", None),
        ("+5730012345", "", None),
        ("+999123456789", "", None),
        ("123", "CO", None),
        ("٣٠٠١٢٣٤٥٦٧", "CO", None),
        ("2015550123", "US", "+12015550123"),
    ],
)
def test_what_is_plain(text, country, plain):
    assert plain_phone(text, country) == plain
    if plain:
        assert normal_phone(text, country) == plain
