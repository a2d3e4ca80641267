from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation
from nps_app.lib.clock import local_day
from reports.actions.tell_alerts import tell_alerts
from reports.models import Alert, ScoreWatch
from reports.queries.score_streams import Stream, score_streams
from reports.rules.alerting import DAYS, SCAN, Direction, Finding, Level, Thresholds
from reports.rules.episodes import End, History, Open, next_step
from responses.maths.compare import difference


@transaction.atomic
def look_for_changes(*, organisation: Organisation, now: datetime) -> list[Alert]:
    """Look at every watched score once a local day; returns the alerts told anew.

    The organisation's ScoreWatch row is the lock: a second look on the same day, or at the same time, does
    nothing. The mails are put into the ledger in the same transaction.
    """
    today = local_day(now, organisation.zone)
    watch = _claim(organisation, today)
    if watch is None:
        return []
    streams = score_streams(organisation, watched=watch.group_by, today=today)
    thresholds = Thresholds(len(streams))
    recent = Alert.objects.of(organisation).filter(told_on__gt=today - timedelta(days=DAYS))
    known: dict[tuple[int, str, str], list[Alert]] = {}
    for row in recent.order_by("told_on", "pk"):
        known.setdefault(row.stream, []).append(row)
    open_ = {row.stream: row for row in Alert.objects.of(organisation).open()}
    told = []
    for stream in streams:
        alert = open_.pop(stream.key, None)
        history = _history(stream, alert, known.get(stream.key, []))
        step = next_step(stream.past, stream.last, thresholds, history)
        if step.end is not None and alert is not None:
            _close(alert, step.end, today)
        if step.tell is not None:
            told.append(_tell(stream, step.tell, len(streams), now))
    for alert in open_.values():
        _close(alert, Alert.Outcome.UNWATCHED, today)
    tell_alerts(organisation=organisation, alerts=told, now=now)
    return told


def _claim(organisation: Organisation, today: date) -> ScoreWatch | None:
    """The locked row, marked for today; None where today's look was taken, or is being taken."""
    ScoreWatch.objects.get_or_create(organisation=organisation)
    rows = ScoreWatch.objects.of(organisation).select_for_update(skip_locked=True, no_key=True)
    watch: ScoreWatch | None = rows.first()
    if watch is None or (watch.looked_on is not None and watch.looked_on >= today):
        return None
    watch.looked_on = today
    watch.save(update_fields=["looked_on"])
    return watch


def _history(stream: Stream, alert: Alert | None, known: list[Alert]) -> History:
    """What was told of this score; `known` from the oldest to the newest."""
    proven = [stream.index(row.changed_on) for row in known if row.level == Level.ALARM]
    looked_at = [stream.index(row.told_on) for row in known if row.level == Level.WATCH]
    open_ = None
    if alert is not None:
        day = stream.index(alert.changed_on)
        open_ = Open(Direction(alert.direction), Level(alert.level), day, alert.before, alert.after)
    return History(
        open_,
        last=proven[-1] if proven else 0,
        earlier=proven[-2] if len(proven) > 1 else 0,
        looked_at=looked_at[-1] if looked_at else 0,
    )


def _tell(stream: Stream, found: Finding, streams: int, now: datetime) -> Alert:
    organisation = stream.survey.organisation
    change = difference(found.before, found.after)
    assert change is not None
    before_from = stream.day(max(0, found.day - SCAN.reference_days))
    alert: Alert = Alert.objects.create(
        organisation=organisation,
        survey=stream.survey,
        group_by=stream.group_by,
        group=stream.group,
        direction=found.direction,
        level=found.level,
        changed_on=stream.day(found.day),
        told_on=stream.today,
        told_at=now,
        before_from=before_from,
        **{f"before_{side}": int(getattr(found.before, side)) for side in ("det", "pas", "pro")},
        **{f"after_{side}": int(getattr(found.after, side)) for side in ("det", "pas", "pro")},
        low=change.interval.low,
        high=change.interval.high,
        z=found.z,
        threshold=found.threshold,
        phi=found.phi,
        streams=streams,
    )
    write_event(organisation=organisation, verb="alert.told", subject=alert, by="system", now=now)
    return alert


def _close(alert: Alert, outcome: Alert.Outcome | End, today: date) -> None:
    alert.closed_on, alert.outcome = today, str(outcome)
    alert.save(update_fields=["closed_on", "outcome"])
