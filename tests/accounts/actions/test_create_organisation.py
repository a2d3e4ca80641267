import threading

import pytest
from django.db import connection
from django.utils import timezone

from accounts.actions.create_organisation import create_organisation
from accounts.models import Event, Membership, Organisation
from tests import factories

pytestmark = pytest.mark.django_db


def create(name, by):
    return create_organisation(name=name, by=by, now=timezone.now())


@pytest.fixture
def nora():
    return factories.user("nora")


def test_creator_owns_it_and_the_journal_knows(nora):
    organisation = create("Café Aurora", nora)

    assert organisation.slug == "cafe-aurora"
    assert organisation.sender_name == "Café Aurora"
    assert Membership.objects.of(organisation).get().role == "owner"
    event = Event.objects.of(organisation).get()
    assert (event.verb, event.actor) == ("organisation.created", f"user:{nora.pk}")


def test_a_second_company_of_the_same_name_gets_another_address(nora):
    assert [create("Acme", nora).slug for _ in range(3)] == ["acme", "acme-2", "acme-3"]


def test_a_name_without_latin_letters_gets_an_address_too(nora):
    assert create("株式会社", nora).slug == "organisation"


def test_a_long_name_fits(nora):
    assert len(create("x" * 80, nora).slug) <= 50


@pytest.mark.django_db(transaction=True)
def test_two_at_once_get_two_addresses(nora):
    def run():
        create("Acme", nora)
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Organisation.objects.filter(slug__startswith="acme").count() == 4
