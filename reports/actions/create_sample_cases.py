"""Give the invented café's unhappy answers their cases."""

import random  # noqa: TID251 - an invented world, the same each time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Organisation, User
from followup.actions.create_default_choices import create_default_choices
from followup.models import Case, CaseEvent, Cause, Remedy
from reports.rules import sample_world as world
from responses.maths import scale
from responses.models import Response
from surveys.models import Survey

BATCH = 2_000


@dataclass
class _Sample:
    """What the steps below share."""

    organisation: Organisation
    survey: Survey
    by: User
    rng: random.Random
    now: datetime


@transaction.atomic
def create_sample_cases(
    *,
    organisation: Organisation,
    survey: Survey,
    responses: Sequence[Response],
    by: User,
    rng: random.Random,
    now: datetime,
) -> None:
    """Each unhappy answer has a case: the newest are open, a few of them overdue, the older ones closed."""
    sample = _Sample(organisation, survey, by, rng, now)
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
            data={"outcome": case.outcome} if kind == CaseEvent.Kind.CLOSED else {},
        )
        for case in cases
        for kind, at in (
            (CaseEvent.Kind.OPENED, case.opened_at),
            (CaseEvent.Kind.CLOSED, case.closed_at),
        )
        if at
    ]
    CaseEvent.objects.bulk_create([*events, *stand], batch_size=BATCH)


def _in_hand(sample: _Sample, mine: list[Case]) -> list[CaseEvent]:
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


def _case(sample: _Sample, response: Response, *, due_at: datetime, owner: User | None) -> Case:
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


def _closed_case(sample: _Sample, response: Response, causes: list[Cause], remedies: list[Remedy]) -> Case:
    hours = min(100.0, 2 + sample.rng.expovariate(1 / 20))
    case = _case(sample, response, due_at=response.answered_at + timedelta(days=2), owner=sample.by)
    case.closed_at = min(sample.now, response.answered_at + timedelta(hours=hours))
    case.closed_by = sample.by
    case.cause = sample.rng.choices(causes, world.CAUSE_WEIGHTS[: len(causes)])[0]
    case.outcome = sample.rng.choices(["resolved", "partly", "not_possible", "no_contact"], [6, 2, 1, 1])[0]
    case.remedy = remedies[response.score % len(remedies)]
    case.closing_note = case.remedy.name
    return case
