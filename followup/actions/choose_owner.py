from django.db import transaction

from accounts.models import User
from followup.actions.share_out import share_out
from followup.models import OpeningRule
from followup.queries.case_workers import fallback_owner, may_work
from responses.models import Response


@transaction.atomic
def choose_owner(*, response: Response, rule: OpeningRule | None) -> User | None:
    """Whom the rule names; else the survey's owner of detractors, or an owner of the organisation."""
    if rule is not None:
        named = share_out(team=rule.team) if rule.team else rule.owner
        if named is not None and may_work(response.organisation, named):
            return named
    owner = response.survey.detractor_owner
    if owner is not None and may_work(response.organisation, owner):
        return owner
    return fallback_owner(response.organisation)
