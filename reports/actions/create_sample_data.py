"""Invent half a year of a café's answers, so that a newcomer sees what every page will look like."""

import random  # noqa: TID251 - an invented world, the same each time
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from contacts.models import Contact, Segment
from nps_app.lib.tokens import mail_token
from reports.actions.create_sample_cases import create_sample_cases
from reports.actions.create_sample_extras import create_sample_extras
from reports.actions.create_sample_purchases import create_sample_purchases
from reports.actions.create_sample_work import create_sample_work
from reports.actions.look_for_changes import look_for_changes
from reports.actions.watch_groups import watch_groups
from reports.models import ScoreWatch
from reports.rules import sample_world as world
from responses.actions.read_comments import read_comments
from responses.maths import scale
from responses.models import Response
from surveys.actions.publish_survey import publish_survey
from surveys.models import Campaign, Invitation, Survey, SurveyVersion

BATCH = 2000


class SampleDataExists(Exception):
    """The organisation shows sample data already, or has answers of its own."""


@dataclass
class Sample:
    """What the steps below share."""

    organisation: Organisation
    by: User
    now: datetime
    survey: Survey
    version: SurveyVersion
    rng: random.Random
    branch: str  # what the property is called that names one
    waiters: set[int] = field(default_factory=set)  # contacts who complain of the wait before it was mended

    @property
    def mended_at(self) -> datetime:
        return self.now - timedelta(days=world.MENDED_DAYS_AGO)


@transaction.atomic
def create_sample_data(*, organisation: Organisation, by: User, now: datetime) -> None:
    """Add contacts, invitations, answers and cases marked as sample data, up to `now`.

    Raises SampleDataExists where sample data or real answers are there already.
    """
    if organisation.has_sample_data or Response.objects.of(organisation).exists():
        raise SampleDataExists
    survey, version = _survey(organisation, by, now)
    branch = world.BRANCH_WORDS.get(organisation.region.split("-")[0], "branch")
    sample = Sample(organisation, by, now, survey, version, random.Random(7), branch)  # noqa: S311
    contacts = _contacts(sample)
    invitations = _invitations(sample, contacts)
    responses = _responses(sample, invitations)
    create_sample_cases(
        organisation=organisation, survey=survey, responses=responses, by=by, rng=sample.rng, now=now
    )
    while read_comments(organisation=organisation):
        pass
    create_sample_extras(organisation=organisation, survey=survey, responses=responses, now=now)
    create_sample_purchases(organisation=organisation, contacts=contacts, now=now)
    create_sample_work(organisation=organisation, survey=survey, by=by, now=now)
    for name, value in (("Club", "Club"), ("Ocasionales", "Ocasional")):
        rule = {"field": "property:plan", "operator": "is", "value": value}
        Segment.objects.create(
            organisation=organisation, name=name, rules=[rule], is_sample=True, created_at=now
        )
    organisation.has_sample_data = True
    organisation.save(update_fields=["has_sample_data"])
    write_event(organisation=organisation, verb="sample_data.created", subject=organisation, by=by, now=now)
    if not ScoreWatch.objects.of(organisation).exists():
        # So that a newcomer sees what an alert looks like: one branch falls.
        watch_groups(organisation=organisation, group_by=branch, by=by, now=now)
        look_for_changes(organisation=organisation, now=now)


def _survey(organisation: Organisation, by: User, now: datetime) -> tuple[Survey, SurveyVersion]:
    survey = Survey.objects.create(
        organisation=organisation,
        name=f"Clientes de {world.BRAND}",
        brand=world.BRAND,
        languages=["es", "en"],
        default_language="es",
        detractor_owner=by,
        is_sample=True,
        created_at=now - timedelta(days=world.DAYS),
    )
    return survey, publish_survey(survey=survey, by=by, now=now - timedelta(days=world.DAYS))


def _contacts(sample: Sample) -> list[Contact]:
    rng, since = sample.rng, sample.now - timedelta(days=world.DAYS)
    rows = []
    for number in range(world.CONTACTS):
        first, last = rng.choice(world.FIRST_NAMES), rng.choice(world.LAST_NAMES)
        properties = {
            sample.branch: rng.choices(list(world.BRANCHES), list(world.BRANCHES.values()))[0],
            "plan": rng.choices(list(world.PLANS), list(world.PLANS.values()))[0],
        }
        rows.append(
            Contact(
                organisation=sample.organisation,
                email=f"cliente{number + 1}@example.com",
                name=f"{first} {last}",
                language="en" if rng.random() < 0.15 else "es",
                properties=properties,
                is_sample=True,
                created_at=since,
                updated_at=since,
            )
        )
    return Contact.objects.bulk_create(rows, batch_size=BATCH)


def _invitations(sample: Sample, contacts: list[Contact]) -> list[Invitation]:
    """Everybody is asked twice, three months apart, in six monthly sends."""
    # The oldest first, as they would have been launched.
    campaigns = [_campaign(sample, month) for month in reversed(range(6))][::-1]
    rows = []
    for contact in contacts:
        days_ago = sample.rng.uniform(92, world.DAYS - 1)
        times = _sending_time(sample, days_ago), _sending_time(sample, days_ago - 91)
        if len(sample.waiters) < world.WAITERS and _may_wait(sample, contact, times):
            sample.waiters.add(contact.pk)
        for sent_at in times:
            month = min(5, int((sample.now - sent_at).days // 30.4))
            rows.append(
                Invitation(
                    organisation=sample.organisation,
                    campaign=campaigns[month],
                    survey=sample.survey,
                    version=sample.version,
                    contact=contact,
                    language=contact.language,
                    state=Invitation.State.SENT,
                    planned_at=sent_at,
                    sent_at=sent_at,
                    expires_at=sent_at + timedelta(days=sample.survey.link_days),
                )
            )
    rows = [row for row in rows if row.planned_at < sample.now]
    for row in rows:
        back = world.WAITERS_BACK if row.planned_at > sample.mended_at else 1.0
        if sample.rng.random() < (back if row.contact_id in sample.waiters else world.RESPONSE_RATE):
            answered_at = row.planned_at + timedelta(hours=min(200.0, sample.rng.expovariate(1 / 14)))
            row.answered_at = answered_at if answered_at < sample.now else None
    return Invitation.objects.bulk_create(rows, batch_size=BATCH)


def _may_wait(sample: Sample, contact: Contact, times: tuple[datetime, datetime]) -> bool:
    """Asked once well before the wait was mended and once after, and no customer of the falling branch."""
    first, second = times
    settled = timedelta(days=10)
    return (
        contact.properties[sample.branch] in {"Centro", "Norte"}
        and first + settled < sample.mended_at < second
        and second + settled < sample.now
        and sample.rng.random() < 0.1
    )


def _campaign(sample: Sample, month: int) -> Campaign:
    return Campaign.objects.create(
        organisation=sample.organisation,
        survey=sample.survey,
        version=sample.version,
        launch_key=uuid.UUID(int=sample.rng.getrandbits(128), version=4),
        state=Campaign.State.DONE,
        launched_at=sample.now - timedelta(days=30.4 * (month + 1)),
        launched_by=sample.by,
        is_sample=True,
    )


def _sending_time(sample: Sample, days_ago: float) -> datetime:
    """About `days_ago`, moved to a likelier weekday now and then."""
    moment = sample.now - timedelta(days=days_ago)
    if sample.rng.random() > world.WEEKDAY_WEIGHTS[moment.weekday()]:
        moment -= timedelta(days=2)
    return moment


def _responses(sample: Sample, invitations: list[Invitation]) -> list[Response]:
    rows = [_response(sample, row, row.answered_at) for row in invitations if row.answered_at]
    return Response.objects.bulk_create(rows, batch_size=BATCH)


def _response(sample: Sample, invitation: Invitation, answered_at: datetime) -> Response:
    contact, rng = invitation.contact, sample.rng
    assert contact is not None
    # The falling branch: from as good as the others to mostly unhappy within the half year.
    age = (sample.now - answered_at).days / world.DAYS
    unhappy = contact.properties[sample.branch] == world.FALLING_BRANCH and rng.random() > age * 1.15
    mended, waited = answered_at > sample.mended_at, contact.pk in sample.waiters
    if waited:
        weights = world.WAITERS_AFTER_WEIGHTS if mended else world.UNHAPPY_WEIGHTS[:7]
    else:
        weights = world.UNHAPPY_WEIGHTS if unhappy else world.SCORE_WEIGHTS
    score = rng.choices(range(len(weights)), weights)[0]
    complains = waited and not mended
    writes = rng.random() < (1.0 if complains else world.COMMENT_RATE)
    comment = world.comment(rng, invitation.language, scale.category(score), mended=mended, waited=complains)
    return Response(
        organisation=sample.organisation,
        survey=sample.survey,
        version=sample.version,
        invitation=invitation,
        contact=contact,
        score=score,
        comment=comment if writes else "",
        wants_contact=rng.random() < 0.5 if score <= scale.DETRACTOR_MAX else None,
        language=invitation.language,
        channel="email",
        layout=Response.Layout.EMAIL,
        properties=contact.properties,
        token=mail_token(),
        answered_at=answered_at,
        updated_at=answered_at,
        triaged_at=answered_at,  # nothing about an invented answer is ever mailed
        is_sample=True,
    )
