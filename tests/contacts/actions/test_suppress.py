from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Event
from contacts.actions.suppress import suppress
from contacts.models import Suppression
from contacts.queries.suppressed import is_suppressed, suppressed_among


@pytest.fixture
def stop(acme):
    def make(address="ana@example.com", reason="unsubscribed", channel="email", now=None):
        return suppress(
            organisation=acme,
            channel=channel,
            address=address,
            reason=reason,
            by="customer",
            now=now or timezone.now(),
        )

    return make


def test_an_address_is_suppressed_once_and_in_every_spelling(acme, other, stop):
    first = stop()
    assert stop(" ANA@example.com", now=timezone.now() + timedelta(days=1)).at == first.at
    assert Suppression.objects.of(acme).count() == 1
    assert Event.objects.of(acme).filter(verb="address.suppressed").count() == 1
    assert is_suppressed(acme, "email", "Ana@Example.com")
    assert not is_suppressed(acme, "phone", "ana@example.com")
    assert not is_suppressed(other, "email", "ana@example.com")


def test_the_address_itself_is_kept_nowhere(acme, stop):
    row = stop()
    event = Event.objects.of(acme).get()
    assert "ana" not in f"{row.address_hash} {event.subject} {event.data}"


def test_a_persons_word_replaces_a_bounce_and_not_the_other_way(acme, stop):
    stop(reason="bounced")
    assert stop(reason="complained").reason == "complained"
    assert stop(reason="bounced").reason == "complained"


def test_many_addresses_are_looked_up_in_one_query(acme, stop, django_assert_num_queries):
    stop("+57 300 123 4567", channel="phone")
    with django_assert_num_queries(1):
        found = suppressed_among(acme, "phone", ["+573001234567", "+573009999999", ""])
    assert found == {"+573001234567": "unsubscribed"}
    assert suppressed_among(acme, "phone", []) == {}


def test_a_new_secret_key_forgets_nobody(acme, stop, settings):
    stop()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new key"
    assert is_suppressed(acme, "email", "ana@example.com")
    stop()
    assert Suppression.objects.of(acme).count() == 1
