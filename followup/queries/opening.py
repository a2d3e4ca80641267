"""Which of an organisation's rules an answer falls under."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import Organisation, User
from contacts.models import Segment
from contacts.queries.audience import contacts_in
from followup.models import OpeningRule, Team
from followup.queries.case_workers import fallback_owner, may_work
from followup.rules.opening import Facts, catches
from followup.rules.routing import needs_case
from responses.models import Response
from responses.queries.themes import themes_in

TRIED = 20


@dataclass(frozen=True)
class Tried:
    """A recent answer, and the rule that would catch it now."""

    response: Response
    rule: OpeningRule | None
    opens: bool


def rules_of(organisation: Organisation) -> list[OpeningRule]:
    """All rules in the order in which they are tried."""
    return list(
        OpeningRule.objects.of(organisation).select_related("owner", "team").order_by("position", "pk")
    )


def teams_of(organisation: Organisation) -> list[Team]:
    """All teams with their members, by name."""
    return list(Team.objects.of(organisation).prefetch_related("members").order_by("name"))


def rule_for(response: Response, rules: Sequence[OpeningRule]) -> OpeningRule | None:
    """The first rule that catches an answer."""
    facts = _facts(response)
    return next((rule for rule in rules if catches(rule.conditions, facts)), None)


def named_owner(response: Response, rule: OpeningRule | None) -> User | None:
    """Who gets a case that no team shares out: whom the rule names, the survey's owner of detractors, or an owner."""
    for user in (rule.owner if rule else None, response.survey.detractor_owner):
        if user is not None and may_work(response.organisation, user):
            return user
    return fallback_owner(response.organisation)


def try_rules(organisation: Organisation, rules: Sequence[OpeningRule]) -> list[Tried]:
    """What the rules would make of the newest answers."""
    newest = (
        Response.objects.of(organisation)
        .select_related("contact", "survey", "organisation")
        .order_by("-answered_at", "-pk")[:TRIED]
    )
    caught = [(response, rule_for(response, rules)) for response in newest]
    return [
        Tried(response, rule, rule is not None or needs_case(response.score, response.wants_contact))
        for response, rule in caught
    ]


def _facts(response: Response) -> Facts:
    contact = response.contact
    return Facts(
        score=response.score,
        wants_contact=response.wants_contact is True,
        comment=response.comment,
        language=response.language,
        properties=response.properties or (contact.properties if contact else {}),
        in_segment=lambda pk: _in_segment(response, pk),
        themes=lambda: themes_in(response),
    )


def _in_segment(response: Response, segment_id: int) -> bool:
    segment = Segment.objects.of(response.organisation).filter(pk=segment_id).first()
    if segment is None or response.contact is None:
        return False
    return contacts_in(response.organisation, segment.rules).filter(pk=response.contact.pk).exists()
