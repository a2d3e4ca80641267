from datetime import date, datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from reports.models import Alert, Mute


@transaction.atomic
def mute_alerts(*, alert: Alert, by: User, now: datetime, until: date | None) -> None:
    """No more mails to this person about the score of this alert, until a day or (None) for good."""
    Mute.objects.of(alert.organisation).update_or_create(
        user=by,
        survey=alert.survey,
        group_by=alert.group_by,
        group=alert.group,
        defaults={"until": until},
        create_defaults={"organisation": alert.organisation, "until": until},
    )
    write_event(organisation=alert.organisation, verb="alert.muted", subject=alert, by=by, now=now)


@transaction.atomic
def unmute_alerts(*, alert: Alert, by: User, now: datetime) -> None:
    """Mails about this score again."""
    mine = Mute.objects.of(alert.organisation).filter(user=by, survey=alert.survey)
    mine.filter(group_by=alert.group_by, group=alert.group).delete()
    write_event(organisation=alert.organisation, verb="alert.unmuted", subject=alert, by=by, now=now)
