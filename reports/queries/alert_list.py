"""The alerts of an organisation: what is open, and all there ever were."""

from accounts.models import Organisation
from reports.models import Alert
from reports.rules.alerting import Level

PAGE_SIZE = 30


def open_alerts(organisation: Organisation) -> list[Alert]:
    """What has not ended, the proven before what is worth a look, then the newest."""
    rows = Alert.objects.of(organisation).open().select_related("survey", "organisation").newest()
    return sorted(rows, key=lambda alert: alert.level != Level.ALARM)


def past_alerts(organisation: Organisation, *, page: int) -> tuple[list[Alert], bool]:
    """One page (1 the first) of what has ended, the newest first, and whether there is another."""
    rows = Alert.objects.of(organisation).exclude(closed_on=None).select_related("survey", "organisation")
    first = (page - 1) * PAGE_SIZE
    found = list(rows.newest()[first : first + PAGE_SIZE + 1])
    return found[:PAGE_SIZE], len(found) > PAGE_SIZE
