import pytest
from django.utils import timezone

from accounts.models import Event
from contacts.actions.erase_contact import erase_contact
from contacts.actions.save_contact import ContactTaken, save_contact
from contacts.actions.upsert_contact import ContactClash, upsert_contact
from contacts.models import Contact
from contacts.rules.person import Person
from tests import factories

NOW = timezone.now()


def test_a_contact_is_created_then_given_exactly_the_new_values(acme, mark):
    first = save_contact(organisation=acme, person=Person("a@b.co", name="Ana"), by=mark, now=NOW)
    save_contact(organisation=acme, person=Person("c@b.co"), by=mark, now=NOW, contact=first)
    first.refresh_from_db()
    assert (first.email, first.name) == ("c@b.co", "")
    verbs = Event.objects.of(acme).order_by("id").values_list("verb", "actor")
    assert list(verbs) == [("contact.created", f"user:{mark.pk}"), ("contact.updated", f"user:{mark.pk}")]


@pytest.mark.parametrize("person", [Person("Ana@example.com"), Person("new@b.co", "+573001234567")])
def test_an_address_belongs_to_one_contact(acme, other, mark, person):
    ana = factories.contact(acme, email="ana@example.com", phone="+573001234567")
    factories.contact(other, email="new@b.co")
    with pytest.raises(ContactTaken) as caught:
        save_contact(organisation=acme, person=person, by=mark, now=NOW)
    assert caught.value.contact == ana
    save_contact(organisation=acme, person=person, by=mark, now=NOW, contact=ana)


def test_upsert_finds_by_email_or_phone(acme):
    first = upsert_contact(organisation=acme, person=Person("a@b.co"), by="system", now=NOW)
    again = upsert_contact(organisation=acme, person=Person("a@b.co", name="Ana"), by="system", now=NOW)
    assert (again, again.name) == (first, "Ana")
    upsert_contact(organisation=acme, person=Person(phone="+573001234567"), by="system", now=NOW)
    with pytest.raises(ContactClash):
        upsert_contact(organisation=acme, person=Person("a@b.co", "+573001234567"), by="system", now=NOW)


def test_erasing_keeps_the_answer_without_the_person(acme, olga):
    contact = factories.contact(acme)
    survey = factories.survey(acme, olga)
    answer = factories.response(survey, 3, contact=contact)
    erase_contact(contact=contact, by=olga, now=NOW)
    answer.refresh_from_db()
    assert answer.contact is None
    assert not Contact.objects.of(acme).exists()
    assert Event.objects.of(acme).get().verb == "contact.erased"
