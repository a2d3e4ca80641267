"""The card of a customer as programs read it: docs/API.md shows it."""

from typing import Any

from contacts.models import Contact
from followup.models import Case
from integrations.queries.json_parts import address, person, stamp
from reports.queries.sales_card import SalesCard
from responses.maths.scale import category


def card_body(contact: Contact, card: SalesCard | None) -> dict[str, Any]:
    """Everything but the talking points, which have words. No card: nothing is known beyond the name."""
    score = card.score if card else None
    return {
        "contact": person(contact),
        "score": score,
        "category": category(score) if score is not None else None,
        "answered_at": stamp(card.answered_at) if card else None,
        "quote": card.quote if card else "",
        "sell": card is None or card.case is None,
        "open_case": _case(card.case) if card and card.case else None,
        "rhythm": card.rhythm if card else "",
        "rhythm_days": card.rhythm_days if card else None,
        "due_at": stamp(card.due_at) if card else None,
        "last_bought_at": stamp(card.last_bought_at) if card else None,
        "product": card.product if card else "",
        "link": card.link if card else "",
        "praised": card.praised if card else [],
        "blamed": card.blamed if card else [],
        "url": address("contacts:contact", contact.organisation, contact.pk),
    }


def _case(case: Case) -> dict[str, Any]:
    return {
        "id": case.pk,
        "opened_at": stamp(case.opened_at),
        "due_at": stamp(case.due_at),
        "owner": case.owner.email if case.owner else None,
        "url": address("followup:case", case.organisation, case.pk),
    }
