from datetime import timedelta

from django.utils import timezone

from contacts.actions.upsert_people import Taken, upsert_people
from contacts.models import Contact
from contacts.rules.person import Person
from tests import factories

NOW = timezone.now()


def take(organisation, *people, now=NOW):
    return upsert_people(organisation=organisation, people=people, now=now)


def test_new_known_and_unchanged_are_told_apart(acme, other):
    factories.contact(other, email="ana@example.com")
    assert take(acme, Person("ana@example.com", name="Ana"), Person(phone="+573001234567")) == Taken(
        created=2
    )
    later = NOW + timedelta(hours=1)
    assert take(
        acme,
        Person("ana@example.com", name="Ana María", properties={"a": "1"}),
        Person(phone="+573001234567"),
        Person("eva@example.com"),
        now=later,
    ) == Taken(created=1, updated=1, unchanged=1)
    ana = Contact.objects.of(acme).get(email="ana@example.com")
    assert (ana.name, ana.properties, ana.created_at, ana.updated_at) == ("Ana María", {"a": "1"}, NOW, later)


def test_empty_values_do_not_erase_and_properties_are_added(acme):
    take(acme, Person("ana@example.com", "+573001234567", "Ana", "es", "UTC", {"a": "1", "b": "2"}))
    take(acme, Person("ana@example.com", properties={"b": "3"}), now=NOW + timedelta(hours=1))
    ana = Contact.objects.of(acme).get()
    assert (ana.phone, ana.name, ana.language, ana.time_zone) == ("+573001234567", "Ana", "es", "UTC")
    assert ana.properties == {"a": "1", "b": "3"}


def test_the_phone_matches_when_the_email_is_new(acme):
    take(acme, Person("old@example.com", "+573001234567"))
    take(acme, Person("new@example.com", "+573001234567"), now=NOW + timedelta(hours=1))
    assert Contact.objects.of(acme).get().email == "new@example.com"


def test_the_last_of_several_rows_wins_whatever_the_batches(acme):
    rows = [Person("ana@example.com", name="One"), Person("ana@example.com", name="Two", language="es")]
    assert take(acme, *rows, Person("ana@example.com", name="Three")) == Taken(created=1, duplicates=2)
    assert take(acme, Person("ana@example.com", name="Four")) == Taken(duplicates=1)
    ana = Contact.objects.of(acme).get()
    assert (ana.name, ana.language) == ("Four", "es")


def test_email_of_one_and_phone_of_another_is_a_clash_that_stops_nobody(acme):
    take(acme, Person("ana@example.com"), Person(phone="+573001234567"))
    taken = take(
        acme,
        Person("eva@example.com"),
        Person("ana@example.com", "+573001234567"),
        Person("luis@example.com"),
        now=NOW + timedelta(hours=1),
    )
    assert taken == Taken(created=2, clashes=[1])


def test_a_phone_that_moves_on_within_the_batch(acme):
    take(acme, Person("a@example.com", "+573001234567"), Person("b@example.com", "+573001234568"))
    later = NOW + timedelta(hours=1)
    taken = take(
        acme,
        Person("a@example.com", "+573001234569"),
        Person("b@example.com", "+573001234567"),
        now=later,
    )
    assert taken == Taken(updated=2)
    assert dict(Contact.objects.of(acme).values_list("email", "phone")) == {
        "a@example.com": "+573001234569",
        "b@example.com": "+573001234567",
    }


def test_what_cannot_be_stored_stands_alone(acme):
    people = [Person(f"p{number}@example.com") for number in range(9)]
    people[4].name = "x" * 500
    assert take(acme, *people) == Taken(created=8, clashes=[4])


def test_awkward_signs_survive(acme):
    name = "Tab\tNew\nBack\\slash 'quote' \"double\" ñ 😀 \\N"
    take(acme, Person("ana@example.com", name=name, properties={"k\t": 'v\\"\n'}))
    ana = Contact.objects.of(acme).get()
    assert (ana.name, ana.properties) == (name, {"k\t": 'v\\"\n'})


def test_an_address_stored_with_capitals_is_found(acme):
    factories.contact(acme, email="Ana@Example.com", name="Ana")
    assert take(acme, Person("ana@example.com", name="Ana María")) == Taken(updated=1)


def test_a_sample_contact_that_is_imported_becomes_real(acme):
    contact = factories.contact(acme, email="ana@example.com", is_sample=True)
    assert take(acme, Person("ana@example.com", name=contact.name)) == Taken(updated=1)
    contact.refresh_from_db()
    assert not contact.is_sample


def test_consent_is_kept_until_somebody_says_otherwise(acme):
    take(acme, Person("ana@example.com", "+573001234567", sms_consent="yes", preferred_channel="sms"))
    take(acme, Person("ana@example.com", name="Ana"), now=NOW + timedelta(hours=1))
    ana = Contact.objects.of(acme).get()
    assert (ana.sms_consent, ana.preferred_channel, ana.email_consent) == ("yes", "sms", "")
    take(acme, Person("ana@example.com", sms_consent="no"), now=NOW + timedelta(hours=2))
    assert Contact.objects.of(acme).get().sms_consent == "no"


def test_numbers_with_signs_that_mean_something_to_the_database_are_found_again(acme):
    numbers = ['a"b', "a\\b", "a,b", "{a}", "a\tb", "a\nb", "NULL", "'a", "%s", "ñ €"]
    people = [
        Person(email=f"p{place}@example.com", external_id=number) for place, number in enumerate(numbers)
    ]
    assert upsert_people(organisation=acme, people=people, now=NOW).created == len(numbers)
    by_number = [Person(external_id=number, name=f"Nr {place}") for place, number in enumerate(numbers)]
    taken = upsert_people(organisation=acme, people=by_number, now=NOW + timedelta(days=1))
    assert (taken.created, taken.updated, taken.clashes) == (0, len(numbers), [])
    assert list(Contact.objects.of(acme).order_by("pk").values_list("external_id", flat=True)) == numbers
