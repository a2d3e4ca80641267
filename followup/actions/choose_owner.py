from django.db import transaction

from accounts.models import User
from followup.actions.share_out import share_out
from followup.models import OpeningRule
from followup.queries.opening import named_owner
from responses.models import Response


@transaction.atomic
def choose_owner(*, response: Response, rule: OpeningRule | None) -> User | None:
    """Whoever of the rule's team is next; else whom the rule or the survey names, or an owner."""
    shared = share_out(team=rule.team) if rule is not None and rule.team else None
    return shared or named_owner(response, rule)
