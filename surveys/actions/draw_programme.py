import uuid
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max

from accounts.models import Organisation
from contacts.queries.audience import contacts_in
from surveys.actions.check_readiness import check_readiness
from surveys.actions.plan_invitations import write_invitations
from surveys.actions.weigh_contacts import Candidate, candidates_among, chunks_of, weigh_contacts
from surveys.models import AskingRules, Campaign, Invitation, Programme, SurveyVersion
from surveys.rules.left_out import LeftOut
from surveys.rules.steady import Person, in_turn, in_weighted_turn, number_on
from surveys.rules.ways import Way

# They can be asked, only not today: they keep their turn.
WAITING = {LeftOut.ASKED_RECENTLY, LeftOut.ACCOUNT_ASKED, LeftOut.ASKED_LESS, LeftOut.TOO_NEW}


@transaction.atomic
def draw_programme(*, programme: Programme, now: datetime) -> int | None:
    """Draw and plan one day's people; None when this day was drawn already, or nothing is to be drawn on it.

    Whoever cannot be asked at all keeps the reason on record when their turn comes, and the next one takes it.
    The organisation's row is locked as for every planning: nobody is asked by two sends at once.
    """
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=programme.organisation_id)
    programmes = Programme.objects.of(organisation).select_related(
        "survey__published", "segment", "experiment__version"
    )
    row = programmes.select_for_update(of=("self",)).get(pk=programme.pk)
    today = now.astimezone(organisation.zone).date()
    asking = AskingRules.of(organisation)
    ready = not check_readiness(organisation=organisation, survey=row.survey, offer=row.offer)
    version = row.survey.published
    if row.state != Programme.State.RUNNING or row.drawn_on == today or not ready or version is None:
        return None
    if today.weekday() not in asking.weekdays:
        return None
    if row.segment is not None:
        row.segment_rules = row.segment.rules
    ways: dict[int, Way] = {}
    weighed = _weigh(asking, row, ways, now)
    row.base = sum(1 for _, reason in weighed.values() if reason is None or reason in WAITING)
    row.drawn_on = today
    row.save(update_fields=["segment_rules", "base", "drawn_on"])
    number = number_on(today, base=row.base, period_days=row.period_days, weekdays=asking.weekdays)
    weights = _weights(row, now)
    chosen = _choose(row, weighed, number, today, weights, apart=bool(asking.limits.account_pause))
    write_invitations(_campaign(row, version, asking, today, now), asking, chosen, now, ways)
    return sum(1 for _, reason in chosen if reason is None)


Weighed = dict[int, tuple[Candidate, LeftOut | None]]


def _weigh(asking: AskingRules, row: Programme, ways: dict[int, Way], now: datetime) -> Weighed:
    found: Weighed = {}
    contacts = contacts_in(asking.organisation, row.segment_rules).filter(is_sample=False)
    for chunk in chunks_of(candidates_among(contacts, asking, stratum=row.stratum_property)):
        reasons = weigh_contacts(
            organisation=asking.organisation,
            rules=asking,
            candidates=chunk,
            now=now,
            apart=False,
            offer=row.offer,
            ways=ways,
        )
        found |= {candidate.pk: (candidate, reason) for candidate, reason in zip(chunk, reasons, strict=True)}
    return found


def _weights(row: Programme, now: datetime) -> dict[str, float] | None:
    """Of the strata where those that answer little are drawn more; None where all are drawn alike."""
    if not row.top_up or not row.stratum_property:
        return None
    return {name: answering.weight for name, answering in row.strata(now).items()}


def _choose(
    row: Programme,
    weighed: Weighed,
    number: int,
    today: date,
    weights: dict[str, float] | None,
    *,
    apart: bool,
) -> list[tuple[Candidate, LeftOut | None]]:
    """The first `number` who can be asked today, with those on the way to them who cannot be asked at all."""
    period_began = today - timedelta(days=row.period_days)
    turns = Invitation.objects.of(row.organisation).filter(campaign__programme=row)
    turns = turns.filter(campaign__drawn_on__gt=period_began).order_by()
    had = dict(turns.values_list("contact").annotate(last=Max("campaign__drawn_on")))
    people = [Person(pk, candidate.stratum, had.get(pk)) for pk, (candidate, _) in weighed.items()]
    chosen: list[tuple[Candidate, LeftOut | None]] = []
    accounts: set[str] = set()
    if weights is None:
        order = in_turn(people, seed=row.pk)
    else:
        order = in_weighted_turn(people, seed=row.pk, day=today, weights=weights)
    for pk in order:
        candidate, reason = weighed[pk]
        if number <= 0:
            break
        if reason in WAITING or (apart and candidate.account in accounts):
            continue
        chosen.append((candidate, reason))
        if reason is None:
            number -= 1
            accounts |= {candidate.account} - {""}
    return chosen


def _campaign(
    row: Programme, version: SurveyVersion, asking: AskingRules, today: date, now: datetime
) -> Campaign:
    campaign: Campaign = Campaign.objects.create(
        organisation=asking.organisation,
        survey=row.survey,
        version=version,
        programme=row,
        drawn_on=today,
        experiment=row.experiment,
        offer=row.offer,
        segment=row.segment,
        segment_name=row.segment_name,
        segment_rules=row.segment_rules,
        launch_key=uuid.uuid5(uuid.NAMESPACE_OID, f"programme:{row.pk}:{today}"),
        state=Campaign.State.SENDING,
        reminder_days=asking.reminder_days,
        launched_at=now,
        launched_by=row.started_by,
    )
    return campaign
