from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from surveys.models import AskingRules

FIELDS = (
    "pause_days",
    "weekdays",
    "tenure_days",
    "tenure_property",
    "account_property",
    "account_days",
    "reminder_days",
    "case_days",
    "panel_times",
)


@transaction.atomic
def save_asking_rules(
    *, organisation: Organisation, values: dict[str, Any], by: User, now: datetime
) -> AskingRules:
    """Change how often and when an organisation asks. Holds for everything planned from now on."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    rules = AskingRules.of(organisation)
    changed = [name for name in FIELDS if getattr(rules, name) != values[name]]
    if not changed:
        return rules
    for name in changed:
        setattr(rules, name, values[name])
    rules.save()
    write_event(
        organisation=organisation,
        verb="asking_rules.saved",
        subject=rules,
        by=by,
        now=now,
        data={"fields": changed},
    )
    return rules
