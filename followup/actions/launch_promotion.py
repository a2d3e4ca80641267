import secrets
import uuid
from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from accounts.models import Organisation, User
from contacts.models import Segment
from followup.models import Promotion
from followup.queries.promotion_audience import audience_of
from surveys.models import Survey


class CannotOffer(Exception):
    """The sender has no name or no postal address, which the law wants to read in such a mail."""


@transaction.atomic
def launch_promotion(
    *,
    organisation: Organisation,
    survey: Survey,
    name: str,
    group: str,
    segment: Segment | None,
    texts: dict[str, dict[str, str]],
    url: str,
    percent_held: int,
    days: int,
    launch_key: uuid.UUID,
    by: User,
    now: datetime,
) -> Promotion:
    """Begin an offer; the worker draws lots and writes the mails. Twice with one `launch_key` is once.

    The segment's rules are kept as they are now. Raises CannotOffer or BadRules.
    """
    if not may_offer(organisation):
        raise CannotOffer
    rules = segment.rules if segment else []
    audience_of(organisation, rules=rules, group=group)  # raises BadRules now rather than in the worker
    promotion, created = Promotion.objects.of(organisation).get_or_create(
        launch_key=launch_key,
        defaults={
            "organisation": organisation,
            "survey": survey,
            "name": name,
            "group": group,
            "segment": segment,
            "segment_name": segment.name if segment else "",
            "segment_rules": rules,
            "texts": texts,
            "url": url,
            "percent_held": percent_held,
            "days": days,
            "seed": secrets.randbelow(2_000_000_000),
            "launched_at": now,
            "launched_by": by,
        },
    )
    if created:
        write_event(organisation=organisation, verb="offer.launched", subject=promotion, by=by, now=now)
    return promotion


def may_offer(organisation: Organisation) -> bool:
    """Whether the mails could say who writes them."""
    return bool(organisation.sender_name.strip() and organisation.postal_address.strip())
