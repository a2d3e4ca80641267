"""Invent half a year of a café's answers, so that a newcomer sees what every page will look like."""

import random  # noqa: TID251 - an invented world, the same each time
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from contacts.models import Contact, Segment
from followup.actions.create_default_choices import create_default_choices
from followup.models import Case, CaseEvent, Cause, Remedy
from nps_app.lib.tokens import mail_token
from reports.actions.create_sample_purchases import create_sample_purchases
from reports.actions.look_for_changes import look_for_changes
from reports.actions.watch_groups import watch_groups
from reports.models import ScoreWatch
from reports.rules import sample_world as world
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


@transaction.atomic
def create_sample_data(*, organisation: Organisation, by: User, now: datetime) -> None:
    """Add contacts, invitations, answers and cases marked as sample data, up to `now`.

    Raises SampleDataExists where sample data or real answers are there already.
    """
    if organisation.has_sample_data or Response.objects.of(organisation).exists():
        raise SampleDataExists
    survey, version = _survey(organisation, by, now)
    sample = Sample(organisation, by, now, survey, version, random.Random(7))  # noqa: S311
    contacts = _contacts(sample)
    invitations = _invitations(sample, contacts)
    _cases(sample, _responses(sample, invitations))
    create_sample_purchases(organisation=organisation, contacts=contacts, now=now)
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
        watch_groups(organisation=organisation, group_by="branch", by=by, now=now)
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
            "branch": rng.choices(list(world.BRANCHES), list(world.BRANCHES.values()))[0],
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
        for sent_at in (_sending_time(sample, days_ago), _sending_time(sample, days_ago - 91)):
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
        if sample.rng.random() < world.RESPONSE_RATE:
            answered_at = row.planned_at + timedelta(hours=min(200.0, sample.rng.expovariate(1 / 14)))
            row.answered_at = answered_at if answered_at < sample.now else None
    return Invitation.objects.bulk_create(rows, batch_size=BATCH)


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
    unhappy = contact.properties["branch"] == world.FALLING_BRANCH and rng.random() > age * 1.3
    score = rng.choices(range(11), world.UNHAPPY_WEIGHTS if unhappy else world.SCORE_WEIGHTS)[0]
    comments = world.COMMENTS[invitation.language][scale.category(score)]
    return Response(
        organisation=sample.organisation,
        survey=sample.survey,
        version=sample.version,
        invitation=invitation,
        contact=contact,
        score=score,
        comment=rng.choice(comments) if rng.random() < world.COMMENT_RATE else "",
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


def _cases(sample: Sample, responses: list[Response]) -> None:
    """Each unhappy answer has a case: the newest are open, a few of them overdue, the older ones closed."""
    unhappy = sorted(
        (row for row in responses if row.score <= scale.DETRACTOR_MAX), key=lambda row: row.answered_at
    )
    causes = create_default_choices(organisation=sample.organisation, kind=Cause)
    remedies = create_default_choices(organisation=sample.organisation, kind=Remedy)
    closed, still_open = unhappy[: -world.OPEN_CASES], unhappy[-world.OPEN_CASES :]
    cases = [_closed_case(sample, row, causes, remedies) for row in closed]
    for place, row in enumerate(still_open):
        overdue = place < world.OVERDUE_CASES
        due_at = sample.now + timedelta(hours=-3 - 7 * place if overdue else 2 + 5 * place)
        cases.append(_case(sample, row, due_at=due_at, owner=sample.by if place % 2 else None))
    stand = _in_hand(sample, [case for case in cases if case.closed_at is None and case.owner])
    Case.objects.bulk_create(cases, batch_size=BATCH)
    events = [
        CaseEvent(
            organisation=sample.organisation,
            case=case,
            kind=kind,
            at=at,
            by=case.closed_by if kind == CaseEvent.Kind.CLOSED else None,
        )
        for case in cases
        for kind, at in (
            (CaseEvent.Kind.OPENED, case.opened_at),
            (CaseEvent.Kind.CLOSED, case.closed_at),
        )
        if at
    ]
    CaseEvent.objects.bulk_create([*events, *stand], batch_size=BATCH)


def _in_hand(sample: Sample, mine: list[Case]) -> list[CaseEvent]:
    """The later ones of somebody's cases stand where cases stand in life; returns the lines that say so."""
    until = sample.now + timedelta(days=2)
    lines: list[tuple[Case, CaseEvent.Kind, dict[str, str]]] = []
    for case, kind in zip(mine[3:], (CaseEvent.Kind.WAITING, CaseEvent.Kind.SNOOZED), strict=False):
        case.started_at = sample.now
        if kind == CaseEvent.Kind.WAITING:
            case.waiting_since, case.due_at = sample.now, None
            lines.append((case, kind, {}))
        else:
            case.snoozed_until = until
            lines.append((case, kind, {"until": until.isoformat()}))
    return [
        CaseEvent(
            organisation=sample.organisation, case=case, kind=kind, at=sample.now, by=sample.by, data=data
        )
        for case, kind, data in lines
    ]


def _case(sample: Sample, response: Response, *, due_at: datetime, owner: User | None) -> Case:
    return Case(
        organisation=sample.organisation,
        response=response,
        survey=sample.survey,
        contact=response.contact,
        owner=owner,
        score=response.score,
        opened_at=response.answered_at,
        due_at=due_at,
    )


def _closed_case(sample: Sample, response: Response, causes: list[Cause], remedies: list[Remedy]) -> Case:
    hours = min(100.0, 2 + sample.rng.expovariate(1 / 20))
    case = _case(sample, response, due_at=response.answered_at + timedelta(days=2), owner=sample.by)
    case.closed_at = min(sample.now, response.answered_at + timedelta(hours=hours))
    case.closed_by = sample.by
    case.cause = sample.rng.choices(causes, world.CAUSE_WEIGHTS[: len(causes)])[0]
    case.outcome = sample.rng.choices(["resolved", "partly", "not_possible", "no_contact"], [6, 2, 1, 1])[0]
    case.remedy = remedies[response.score % len(remedies)]
    case.closing_note = case.remedy.name
    return case
