"""A file of purchases, from its columns to the people who are asked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contacts.models import Contact, CustomerEvent
from integrations.actions.claim_import import claim_import
from integrations.actions.run_import import run_import
from integrations.actions.start_import import start_import
from integrations.actions.upload_import import upload_import
from integrations.models import ImportProblem
from surveys.actions.ask_after_events import ask_after_events
from surveys.models import EventAsk
from tests import factories

TARGETS = ["email", "name", "event_id", "event_at", "event:amount", "event:currency"]
HEADER = "Correo,Nombre,Pedido,Fecha,Importe,Moneda"


@pytest.fixture
def take(acme, mark):
    def run(*rows):
        data = "\n".join([HEADER, *rows]).encode()
        job = upload_import(
            organisation=acme, filename="pedidos.csv", pieces=[data], by=mark, now=timezone.now()
        )
        start_import(job=job, targets=TARGETS, event_name="purchase", by=mark, now=timezone.now())
        return run_import(job=claim_import(now=timezone.now()), clock=timezone.now, seconds=60)

    return run


def days_ago(number):
    return f"{timezone.now() - timedelta(days=number):%Y-%m-%d}"


def test_purchases_become_contacts_events_and_askings(acme, olga, take):
    trigger = factories.trigger(factories.survey(acme, olga), delay_hours=24)
    job = take(
        f'ana@example.com,Ana,order-1,{days_ago(2)},"1.204,50",COP',
        f"ana@example.com,Ana,order-2,{days_ago(1)},20,COP",
        f"luis@example.com,Luis,order-3,{days_ago(30)},30,COP",
        f"eva@example.com,Eva,order-4,{days_ago(2)},mucho,COP",
    )
    assert (job.state, job.created, job.events, job.bad) == ("done", 2, 3, 1)
    problem = ImportProblem.objects.get()
    assert (problem.code, problem.row) == ("event_not_amount", 5)
    assert CustomerEvent.objects.get(external_id="order-1").properties == {
        "amount": 1204.5,
        "currency": "COP",
    }
    ask_after_events(trigger=trigger, now=timezone.now() + timedelta(days=1))
    reasons = dict(EventAsk.objects.values_list("event__external_id", "reason"))
    assert reasons == {"order-1": "", "order-2": "asked_recently", "order-3": "too_late"}


def test_the_same_file_again_counts_nothing_twice(take):
    row = f"ana@example.com,Ana,order-1,{days_ago(2)},20,COP"
    assert take(row).events == 1
    again = take(row, row)
    assert (again.events, again.created, again.bad) == (0, 0, 0)
    assert (Contact.objects.count(), CustomerEvent.objects.count()) == (1, 1)
