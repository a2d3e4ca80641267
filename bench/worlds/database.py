"""One of the worlds as rows of the database, read by the queries of the page."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bench.worlds.people import CURRENCY, CUSTOMERS, Person, World, people, starts
from reports.rules.cohorts import Cohorts, Group, collect
from reports.rules.proof import Share
from reports.rules.said import read


def through_the_database(world: World, *, seed: int, horizon: int, number: int = CUSTOMERS) -> list[str]:
    """Sentences that the page says and memory does not. Who was not asked begins on other days, and is left out."""
    from django.db import connection
    from django.utils import timezone

    from reports.queries.said_words import said_words

    now = timezone.now()
    everybody = people(world, seed, number)
    organisation = store(everybody, now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as autovacuum does within a minute
    found = counted(organisation, horizon, now)
    known = without_never(collect(starts(everybody), horizon))
    one, two = (said_words(read(cohorts), "es-MX").sentences for cohorts in (without_never(found), known))
    return [sentence for sentence in one if sentence not in two]


def counted(organisation: Any, horizon: int, now: datetime) -> Cohorts:
    """What the database counts."""
    from reports.queries.cohorts import cohorts
    from reports.queries.observations import source
    from responses.queries.slice import Slice

    return cohorts(Slice(organisation), source(organisation, now=now), horizon)


def without_never(found: Cohorts) -> Cohorts:
    """Without those who were not asked, and without months: in memory these are some months."""
    from responses.maths.survival import LifeTable

    lives = dict(found.lives) | {Group.NEVER: LifeTable({}, {})}
    spent = [one for one in found.spent if one.group is not Group.NEVER]
    return Cohorts(found.horizon, lives, _without(found.pasts), {}, spent, _without(found.habits))


def _without(pasts: Mapping[Any, Mapping[Group, Share]]) -> dict[Any, dict[Group, Share]]:
    kept = {
        past: {group: share for group, share in groups.items() if group is not Group.NEVER}
        for past, groups in pasts.items()
    }
    return {past: groups for past, groups in kept.items() if groups}


def store(everybody: list[Person], now: datetime) -> Any:
    """An organisation with these customers, their answers, invitations and purchases."""
    from contacts.models import Contact, Purchase
    from responses.models import Response
    from surveys.models import Invitation
    from tests import factories

    organisation = factories.organisation(time_zone="America/Mexico_City", region="es-MX")
    survey = factories.survey(organisation)
    campaign = factories.campaign(survey, state="done")
    long_ago = now - timedelta(days=2000)
    contacts = Contact.objects.bulk_create(
        (
            Contact(organisation=organisation, email=f"w{n}@example.com", created_at=long_ago, updated_at=now)
            for n in range(len(everybody))
        ),
        batch_size=5000,
    )
    pairs = list(zip(contacts, everybody, strict=True))
    common = {"organisation": organisation, "survey": survey, "version": survey.published, "language": "es"}

    def at(day: float) -> datetime:
        return now + timedelta(days=day)

    Invitation.objects.bulk_create(
        (
            Invitation(
                campaign=campaign,
                contact=contact,
                state="sent",
                planned_at=at(person.asked),
                sent_at=at(person.asked),
                answered_at=at(person.answered) if person.answered is not None else None,
                expires_at=now,
                **common,
            )
            for contact, person in pairs
            if person.asked is not None
        ),
        batch_size=5000,
    )
    Response.objects.bulk_create(
        (
            Response(
                contact=contact,
                score=person.score,
                channel="email",
                token=f"w{organisation.pk}.{contact.pk}",
                answered_at=at(person.answered),
                updated_at=at(person.answered),
                **common,
            )
            for contact, person in pairs
            if person.answered is not None
        ),
        batch_size=5000,
    )
    Purchase.objects.bulk_create(
        (
            Purchase(
                organisation=organisation,
                contact=contact,
                external_id=f"{contact.pk}.{number}",
                bought_at=at(one.day),
                amount=round(100 * one.amount),
                currency=CURRENCY,
                state="sale" if one.counts else "cancelled",
                source="file",
                received_at=now,
                updated_at=now,
            )
            for contact, person in pairs
            for number, one in enumerate(person.bought)
        ),
        batch_size=5000,
    )
    return organisation
