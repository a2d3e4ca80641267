"""Invitations through the ledger, each rendered for its person, beside smtplib with ready bytes in the same run."""

import os
import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from bench.profile import profile
from bench.servers import Machine
from bench.table import Figure
from nps_app.embedded.testing import free_port

MAILS = 3000
ROUNDS = 3
A_SECOND_AND_CORE = 250


def measure(machine: Machine) -> list[Figure]:
    from django.conf import settings

    with _sink() as port:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.SITE_URL = "https://nps.example.com"
        send = _campaigns()
        body = _sample()
        # The best of interleaved rounds: whatever else the machine does slows single rounds, never speeds one up.
        ours, ready = [], []
        for _ in range(ROUNDS):
            ours.append(_clocked(send))
            ready.append(_clocked(lambda: _ready_bytes(port, body)))
        shares = profile(send)
    wall, core = (max(values) for values in zip(*ours, strict=True))
    ready_wall = max(value for value, _ in ready)
    return [
        Figure("mails a second, one process, rendered, with ledger", wall, "/s"),
        Figure(
            "mails a second and core (its own processor time)", core, "/s", A_SECOND_AND_CORE, at_least=True
        ),
        Figure("smtplib with ready bytes, no ledger", ready_wall, "/s"),
        Figure("ours beside smtplib with ready bytes", wall / ready_wall * 100, "%"),
        Figure("size of a mail", len(body) / 1024, "KB"),
        *shares,
    ]


def _clocked(work: Callable[[], None]) -> tuple[float, float]:
    """Mails a second by the clock on the wall, and by this process's own processor time."""
    began, cpu = time.perf_counter(), time.process_time()
    work()
    return MAILS / (time.perf_counter() - began), MAILS / (time.process_time() - cpu)


@contextmanager
def _sink() -> Iterator[int]:
    port = free_port()
    sink = subprocess.Popen([sys.executable, "-m", "bench.sink", str(port)], env=dict(os.environ))
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield port
    finally:
        sink.terminate()
        sink.wait()


def _campaigns() -> Callable[[], None]:
    """A function that sends MAILS invitations; planning them is not counted."""
    from django.utils import timezone

    from surveys.actions.send_invitations import send_invitations

    prepared = iter([_planned(number) for number in range(ROUNDS + 1)])

    def send() -> None:
        _release(next(prepared))
        sent = send_invitations(now=timezone.now(), limit_seconds=600)
        if sent != MAILS:
            raise RuntimeError(f"{sent} of {MAILS} invitations left")

    return send


def _planned(number: int) -> int:
    """Plan one campaign to MAILS contacts of an organisation of its own; returns the organisation's id."""
    from datetime import timedelta

    from django.utils import timezone

    from contacts.models import Contact
    from delivery.models import OutboundMessage
    from surveys.actions.plan_invitations import plan_invitations
    from surveys.models import Campaign
    from tests import factories

    now = timezone.now()
    organisation = factories.organisation(slug=f"acme{number}", region="es-CO", time_zone="America/Bogota")
    people: list[Any] = [
        Contact(
            organisation=organisation,
            email=f"cliente{number}.{index}@ejemplo.com",
            name=f"José {index} Peña",
            language=("es", "en")[index % 2],
            created_at=now,
            updated_at=now,
        )
        for index in range(MAILS)
    ]
    Contact.objects.bulk_create(people)
    campaign = factories.campaign(factories.survey(organisation), state=Campaign.State.PLANNING)
    while plan_invitations(campaign=campaign, now=now):
        pass
    OutboundMessage.objects.filter(organisation=organisation).update(next_at=now + timedelta(days=1))
    return int(organisation.pk)


def _release(organisation: int) -> None:
    """Let the invitations of one organisation leave."""
    from django.db.models.functions import Now

    from delivery.models import OutboundMessage

    OutboundMessage.objects.filter(organisation=organisation).update(next_at=Now())


def _sample() -> bytes:
    """One finished invitation, for those who send ready bytes."""
    from delivery.models import OutboundMessage
    from delivery.transports.mime import as_bytes
    from surveys.channels.email import invitation_mail
    from surveys.models import Invitation

    related = ("organisation", "contact", "version", "campaign")
    invitation = Invitation.objects.select_related(*related).earliest("pk")
    message = OutboundMessage.objects.get(dedup_key=f"invitation:{invitation.pk}")
    return as_bytes(invitation_mail(invitation), message_id=message.message_id, date=message.created_at)


def _ready_bytes(port: int, body: bytes) -> None:
    with smtplib.SMTP("127.0.0.1", port, local_hostname="bench") as smtp:
        for number in range(MAILS):
            smtp.sendmail("us@example.com", [f"cliente{number}@ejemplo.com"], body)
