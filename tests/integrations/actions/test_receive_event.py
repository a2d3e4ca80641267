"""Many requests at once, as a shop sends them when it wakes up again."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from contacts.models import Contact, CustomerEvent
from contacts.rules.person import Person
from integrations.actions.receive_event import receive_event
from surveys.models import EventAsk
from tests import factories


@pytest.mark.django_db(transaction=True)
def test_one_new_customer_in_twenty_requests_at_once(acme, olga):
    factories.trigger(factories.survey(acme, olga))

    def tell(number):
        try:
            return receive_event(
                organisation=acme, person=Person(email="ana@example.com"), name="purchase",
                external_id=f"order-{number % 10}", occurred_at=timezone.now(), properties={}, source="api",
                now=timezone.now(),
            ).is_new  # fmt: skip
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        new = list(pool.map(tell, range(20)))
    assert sum(new) == 10
    assert Contact.objects.get().email == "ana@example.com"
    assert (CustomerEvent.objects.count(), EventAsk.objects.count()) == (10, 10)
