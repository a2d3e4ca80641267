from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.models import OpeningRule


@transaction.atomic
def move_rule(*, rule: OpeningRule, up: bool, by: User, now: datetime) -> None:
    """Let a rule be tried one place earlier, or later. At the end of the list nothing happens."""
    rules = list(OpeningRule.objects.of(rule.organisation).select_for_update().order_by("position", "pk"))
    place = [other.pk for other in rules].index(rule.pk)
    wanted = place - 1 if up else place + 1
    if not 0 <= wanted < len(rules):
        return
    rules[place], rules[wanted] = rules[wanted], rules[place]
    for position, other in enumerate(rules, 1):
        other.position = position
        other.save(update_fields=["position"])
    write_event(organisation=rule.organisation, verb="rule.moved", subject=rule, by=by, now=now)
