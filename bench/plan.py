"""A send to 10 thousand people and one to 100 thousand: weighed, throttled and put into the ledger by the worker."""

import time
import uuid
from datetime import datetime, timedelta
from typing import Any

from bench.servers import Machine, peak_memory_of, processor_seconds_of
from bench.table import Figure

SMALL, LARGE = 10_000, 100_000
THROTTLED = 5  # each fifth was asked ten days ago
SECONDS = 60
MEGABYTES = 20
GIVE_UP = 600


def measure(machine: Machine) -> list[Figure]:
    from django.utils import timezone

    # By night: what is planned stays in the ledger, and sending takes no part in what is measured.
    first = (timezone.now().hour + 8) % 22 + 1
    machine.environment |= {"MAIL_FIRST_HOUR": str(first), "MAIL_LAST_HOUR": str(first + 1)}
    worker = machine.start_worker()
    *_, small_memory = _plan(worker, SMALL)
    seconds, processor, large_memory = _plan(worker, LARGE)
    return [
        Figure(f"{LARGE:,} planned, throttled and queued", seconds, "s", SECONDS),
        Figure("the worker's processor time meanwhile", processor, "s"),
        Figure("people weighed a second", LARGE / seconds, "/s"),
        Figure(f"peak memory of the largest worker process, {SMALL:,}", small_memory, "MB"),
        Figure(
            f"peak memory of the largest worker process, {LARGE:,}",
            large_memory,
            "MB",
            small_memory + MEGABYTES,
        ),
    ]


def _plan(worker: int, people: int) -> tuple[float, float, float]:
    """Seconds from the button to the last invitation, the worker's processor time, a process's peak memory in MB."""
    from django.utils import timezone

    from delivery.models import OutboundMessage
    from nps_app.lib.nudge import nudge
    from surveys.actions.launch_campaign import launch_campaign
    from surveys.models import Campaign
    from surveys.tasks import plan_invitations

    now = timezone.now()
    organisation, owner, survey = _people(people, now)
    began, processor = time.perf_counter(), processor_seconds_of(worker)
    campaign = launch_campaign(
        organisation=organisation, survey=survey, segment=None, launch_key=uuid.uuid4(), by=owner, now=now
    )
    nudge(plan_invitations)
    while campaign.state == Campaign.State.PLANNING and time.perf_counter() - began < GIVE_UP:
        time.sleep(0.1)
        campaign.refresh_from_db()
    seconds = time.perf_counter() - began
    queued = OutboundMessage.objects.filter(organisation=organisation, state="queued").count()
    left_out = campaign.invitations.filter(state="skipped", reason="asked_recently").count()
    if (queued, left_out) != (people - people // THROTTLED, people // THROTTLED):
        raise RuntimeError(f"{queued} queued and {left_out} throttled of {people}")
    return seconds, processor_seconds_of(worker) - processor, peak_memory_of(worker)


def _people(number: int, now: datetime) -> tuple[Any, Any, Any]:
    """An organisation with so many people, each fifth asked ten days ago."""
    from contacts.models import Contact
    from surveys.models import Campaign, Invitation
    from tests import factories

    organisation = factories.organisation(slug=f"acme{number}", region="es-CO")
    owner = factories.member(organisation, f"olga{number}", "owner")
    survey = factories.survey(organisation, owner=owner)
    earlier = factories.campaign(survey, state=Campaign.State.DONE)
    before = now - timedelta(days=10)
    for start in range(0, number, 5000):
        people = Contact.objects.bulk_create(
            Contact(
                organisation=organisation,
                email=f"cliente{number}.{index}@ejemplo.com",
                name=f"José {index} Peña",
                language=("es", "en")[index % 2],
                created_at=before,
                updated_at=before,
            )
            for index in range(start, start + 5000)
        )
        Invitation.objects.bulk_create(
            Invitation(
                organisation=organisation,
                campaign=earlier,
                survey=survey,
                version=survey.published,
                contact=person,
                language="es",
                state=Invitation.State.SENT,
                planned_at=before,
                asked_at=before,
                sent_at=before,
                expires_at=now,
            )
            for person in people[::THROTTLED]
        )
    return organisation, owner, survey
