import pytest

from contacts.rules.person import (
    BadPerson,
    Person,
    clean_person,
    normal_language,
    normal_time_zone,
    property_name,
)


def test_a_person_is_cleaned():
    raw = Person(
        email=" ANA@example.com ",
        phone="300 123 4567",
        name="  Ana   María ",
        language="Español (México)",
        time_zone="america/bogota",
        properties={"branch": " Norte ", "empty": "  "},
    )
    assert clean_person(raw, country="CO") == Person(
        "ana@example.com", "+573001234567", "Ana María", "es", "America/Bogota", {"branch": "Norte"}
    )


@pytest.mark.parametrize(
    ("raw", "field", "code"),
    [
        (Person(), "", "no_address"),
        (Person(name="Ana"), "", "no_address"),
        (Person(email="ana"), "email", "email_bad"),
        (Person(email="ana", phone="+573001234567"), "email", "email_bad"),
        (Person(phone="12"), "phone", "phone_bad"),
        (Person(email="a@b.co", name="x" * 121), "name", "too_long"),
        (Person(email="a@b.co", language="Klingon"), "language", "language_unknown"),
        (Person(email="a@b.co", time_zone="Mars/Phobos"), "time_zone", "time_zone_unknown"),
        (Person(email="a@b.co", sms_consent="perhaps"), "sms_consent", "consent_unknown"),
        (Person(email="a@b.co", preferred_channel="pigeon"), "preferred_channel", "channel_unknown"),
        (Person(email="a@b.co", properties={"x": "y" * 501}), "property:x", "too_long"),
        (Person(email="a@b.co", properties={str(n): "y" for n in range(61)}), "", "too_many_properties"),
    ],
)
def test_the_first_thing_wrong_is_named(raw, field, code):
    with pytest.raises(BadPerson) as caught:
        clean_person(raw, country="CO")
    assert (caught.value.field, caught.value.code) == (field, code)


def test_a_number_without_prefix_needs_a_country():
    with pytest.raises(BadPerson) as caught:
        clean_person(Person(phone="300 123 4567"), country="")
    assert caught.value.code == "phone_bad_or_no_prefix"


def test_languages_and_time_zones():
    assert [normal_language(text) for text in ("", "es-CO", "EN_us", "inglés", "xx")] == [
        "",
        "es",
        "en",
        "en",
        None,
    ]
    assert [normal_time_zone(text) for text in ("", "utc", "America/New York", "GMT-5")] == [
        "",
        "UTC",
        "America/New_York",
        None,
    ]


def test_a_property_name_is_one_short_line():
    assert property_name(" Branch\n of\0 birth ") == "Branch of birth"
    assert len(property_name("x" * 100)) == 60


@pytest.mark.parametrize(
    ("said", "stored"),
    [("Sí", "yes"), ("SI", "yes"), ("yes", "yes"), ("1", "yes"), ("x", "yes"), ("TRUE", "yes"), ("Acepta", "yes"),
     ("No", "no"), ("0", "no"), ("false", "no"), ("baja", "no"), ("", ""), ("  ", "")],
)  # fmt: skip
def test_consent_in_the_words_of_a_file(said, stored):
    person = clean_person(Person(email="a@b.co", sms_consent=said, email_consent=said), country="")
    assert (person.sms_consent, person.email_consent) == (stored, stored)


@pytest.mark.parametrize(
    ("said", "stored"),
    [("E-Mail", "email"), ("Correo electrónico", "email"), ("SMS", "sms"), ("Móvil", "sms"), ("", "")],
)
def test_the_preferred_channel_in_the_words_of_a_file(said, stored):
    assert (
        clean_person(Person(email="a@b.co", preferred_channel=said), country="").preferred_channel == stored
    )
