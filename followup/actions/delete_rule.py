from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.models import OpeningRule


@transaction.atomic
def delete_rule(*, rule: OpeningRule, by: User, now: datetime) -> None:
    """Take a rule away. Its cases stay, with their owner and clocks, without its playbook."""
    write_event(organisation=rule.organisation, verb="rule.deleted", subject=rule, by=by, now=now)
    rule.delete()
