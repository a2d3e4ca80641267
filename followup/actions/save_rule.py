from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.models import OpeningRule


@transaction.atomic
def save_rule(*, rule: OpeningRule, values: dict[str, Any], by: User, now: datetime) -> OpeningRule:
    """Keep a rule; a new one is tried after all others. Cases that are open already stay as they are."""
    for name, value in values.items():
        setattr(rule, name, value)
    if rule._state.adding:
        last = OpeningRule.objects.of(rule.organisation).aggregate(last=Max("position"))["last"]
        rule.position = (last or 0) + 1
    rule.save()
    write_event(organisation=rule.organisation, verb="rule.saved", subject=rule, by=by, now=now)
    return rule
