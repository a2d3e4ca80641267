"""Tally anew the days that changed. Runs as often as one likes; two at once do the work of one."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from accounts.models import Organisation
from nps_app.lib.clock import local_day
from responses.actions.doubt_days import doubt_days
from responses.models import InvitationTally, RepeatTally, StaleRange, Tally, TallyState
from responses.queries.groupings import groupings
from responses.queries.recount import CHUNK, RECOUNTS, arguments_of

TALLIES: dict[str, type[Tally | InvitationTally | RepeatTally]] = {
    StaleRange.Kind.ANSWERS: Tally,
    StaleRange.Kind.INVITATIONS: InvitationTally,
    StaleRange.Kind.REPEATS: RepeatTally,
}
LOOK_AT = 2_000  # ranges read to choose the days of one round


@dataclass(frozen=True)
class Round:
    """The days of one survey that are tallied in one transaction, and the ranges that this settles."""

    survey_id: int
    kind: str
    days: list[date]
    ranges: list[tuple[datetime, datetime]]
    is_last: bool


@transaction.atomic
def refresh_tallies(*, organisation: Organisation) -> bool:
    """Tally at most a month of days of one survey. True when there is more to do.

    The ranges are removed before the answers are read. An answer committed in between is counted now and its
    range, not yet visible, stays: the day is tallied once more. None can be counted by nobody.
    """
    state = _locked_state(organisation)
    if state is None:
        return False  # somebody else is at it
    zone = Organisation.objects.values_list("time_zone", flat=True).get(pk=organisation.pk)
    if state.time_zone != zone:
        _start_over(state, zone)
    if not StaleRange.objects.of(organisation).exists():
        return False
    _choose_groupings(state, organisation)
    round_ = _next_round(state)
    _remove(state, round_)
    _tally(state, round_)
    return not round_.is_last


def _locked_state(organisation: Organisation) -> TallyState | None:
    TallyState.objects.get_or_create(
        organisation=organisation, defaults={"time_zone": organisation.time_zone}
    )
    state: TallyState | None = (
        TallyState.objects.of(organisation).select_for_update(skip_locked=True, no_key=True).first()
    )
    return state


def _start_over(state: TallyState, zone: str) -> None:
    """Days of another time zone are other days: all of them are in doubt, and none is left."""
    for kind in StaleRange.Kind:
        doubt_days(state=state, days=_tallied_days(state, kind), kind=kind)
    for model in TALLIES.values():
        model.objects.of(state.organisation).delete()
    state.time_zone = zone
    state.save(update_fields=["time_zone"])


def _choose_groupings(state: TallyState, organisation: Organisation) -> None:
    chosen = groupings(organisation, kept=state.groupings)
    if sorted(chosen) == sorted(state.groupings):
        return
    new = [grouping for grouping in chosen if grouping not in state.groupings]
    for kind in StaleRange.Kind:
        days = _tallied_days(state, kind)
        for grouping in new:
            doubt_days(state=state, days=days, kind=kind, grouping=grouping)
    state.groupings = chosen
    state.save(update_fields=["groupings"])


def _tallied_days(state: TallyState, kind: str) -> list[tuple[int, date]]:
    model = TALLIES[StaleRange.Kind(kind)]
    return list(model.objects.of(state.organisation).values_list("survey_id", "day").distinct())


def _next_round(state: TallyState) -> Round:
    """The latest days first: that is where people look."""
    zone = ZoneInfo(state.time_zone)
    waiting = StaleRange.objects.of(state.organisation).newest(limit=LOOK_AT)
    survey_id, kind, _, _ = waiting[0]
    days: set[date] = set()
    ranges: list[tuple[datetime, datetime]] = []
    for its_survey, its_kind, from_at, until_at in waiting:
        if (its_survey, its_kind) != (survey_id, kind):
            continue
        touched = _days_of(from_at, until_at, zone)
        if ranges and len(days | touched) > CHUNK:
            break
        days |= touched
        ranges.append((from_at, until_at))
    is_last = len(ranges) == len(waiting) < LOOK_AT
    return Round(survey_id, kind, sorted(days), ranges, is_last)


def _days_of(from_at: datetime, until_at: datetime, zone: ZoneInfo) -> set[date]:
    """The local days between two moments; the second one is outside."""
    first = local_day(from_at, zone)
    last = local_day(until_at.astimezone(UTC) - timedelta(microseconds=1), zone)
    return {first + timedelta(days=number) for number in range((last - first).days + 1)}


def _remove(state: TallyState, round_: Round) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM responses_stalerange AS stale USING unnest(%s::timestamptz[], %s::timestamptz[])"
            " AS settled (from_at, until_at) WHERE stale.organisation_id = %s AND stale.survey_id = %s"
            " AND stale.kind = %s AND (stale.from_at, stale.until_at) = (settled.from_at, settled.until_at)",
            [
                [from_at for from_at, _ in round_.ranges],
                [until_at for _, until_at in round_.ranges],
                state.organisation_id,
                round_.survey_id,
                round_.kind,
            ],
        )


def _tally(state: TallyState, round_: Round) -> None:
    recount = RECOUNTS[StaleRange.Kind(round_.kind)]
    arguments = arguments_of(state, round_.survey_id, round_.days)
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {recount.table} WHERE organisation_id = %(organisation)s"  # noqa: S608 - our own names
            " AND survey_id = %(survey)s AND day = ANY (%(days)s)",
            arguments,
        )
        cursor.execute(f"INSERT INTO {recount.table} ({recount.columns}) {recount.select}", arguments)
