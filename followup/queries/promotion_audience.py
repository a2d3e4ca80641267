"""Whom an offer would reach, and what speaks against writing to each of them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice

from django.db.models import Max, OuterRef, QuerySet, Subquery

from accounts.models import Organisation
from contacts.models import Contact, Suppression
from contacts.queries.audience import contacts_in
from contacts.queries.suppressed import suppressed_among
from delivery.queries.resting import resting_addresses
from followup.models import Case, Promotion, PromotionShare
from followup.rules.promotion import LONGEST_WINDOW, NotOffered, Situation, reason_not_to_offer
from responses.models import Response

CHUNK = 5000


@dataclass
class Audience:
    """How many take part in the lot, and how many do not, by reason."""

    take_part: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


def audience_of(organisation: Organisation, *, rules: list[dict[str, str]], group: str) -> QuerySet[Contact]:
    """Contacts in the order of their ids; `group`: only those whose last answer was of that category.

    Raises BadRules.
    """
    contacts = contacts_in(organisation, rules).filter(is_sample=False).order_by("pk")
    if not group:
        return contacts
    last = Response.objects.of(organisation).filter(contact=OuterRef("pk"), is_sample=False)
    category = Subquery(last.order_by("-answered_at", "-pk").values("category")[:1])
    return contacts.alias(last_category=category).filter(last_category=group)


def count_audience(
    organisation: Organisation, *, rules: list[dict[str, str]], group: str, now: datetime
) -> Audience:
    """The same count as the lot would make now. Raises BadRules."""
    found = Audience()
    rows = audience_of(organisation, rules=rules, group=group).iterator(chunk_size=CHUNK)
    for chunk in _chunks(rows):
        reasons = reasons_not_to_offer(organisation, chunk, now=now)
        found.take_part += reasons.count(None)
        found.left_out.update(str(reason) for reason in reasons if reason is not None)
    return found


def reasons_not_to_offer(
    organisation: Organisation, contacts: Sequence[Contact], *, now: datetime
) -> list[NotOffered | None]:
    """For each contact why they get no offer, or None. A few queries for any number."""
    people = [contact.pk for contact in contacts]
    emails = [contact.email for contact in contacts if contact.email]
    closed: dict[str, str] = dict.fromkeys(resting_addresses(organisation, emails, now=now), "resting")
    closed |= suppressed_among(organisation, Suppression.Channel.EMAIL, emails)
    with_case = open_case_among(organisation, people)
    answers = Response.objects.of(organisation).filter(contact__in=people).order_by()
    answered = dict(answers.values_list("contact").annotate(last=Max("answered_at")))
    offered, held = _earlier_lots(organisation, people, now)
    return [
        reason_not_to_offer(
            Situation(
                email=contact.email,
                email_consent=contact.email_consent,
                closed=closed.get(contact.email),
                not_before=contact.ask_not_before,
                has_open_case=contact.pk in with_case,
                answered_at=answered.get(contact.pk),
                offered_at=offered.get(contact.pk),
                held_out_until=held.get(contact.pk),
            ),
            now=now,
        )
        for contact in contacts
    ]


def open_case_among(organisation: Organisation, people: Sequence[int]) -> set[int]:
    """Those among contacts (their ids) with a case that is open."""
    cases = Case.objects.of(organisation).open().filter(contact__in=people)
    return {pk for pk in cases.values_list("contact", flat=True) if pk is not None}


def _earlier_lots(
    organisation: Organisation, people: Sequence[int], now: datetime
) -> tuple[dict[int, datetime], dict[int, datetime]]:
    """When each was last offered something, and until when each is held out of another offer."""
    since = now - timedelta(days=LONGEST_WINDOW)
    shares = PromotionShare.objects.of(organisation).filter(contact__in=people, drawn_at__gt=since)
    shares = shares.exclude(promotion__state=Promotion.State.STOPPED)
    rows = shares.order_by("drawn_at").values_list("contact", "lot", "drawn_at", "promotion__days")
    offered: dict[int, datetime] = {}
    held: dict[int, datetime] = {}
    for contact, lot, drawn_at, days in rows:
        if lot == PromotionShare.Lot.OFFERED:
            offered[contact] = drawn_at
        elif lot == PromotionShare.Lot.HELD_OUT:
            held[contact] = max(held.get(contact, drawn_at), drawn_at + timedelta(days=days))
    return offered, held


def _chunks(rows: Iterator[Contact]) -> Iterator[list[Contact]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk
