from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from accounts.actions.write_event import write_event
from accounts.models import User
from delivery.actions.enqueue_many import Draft, enqueue_many
from delivery.models import OutboundMessage
from delivery.queries.replies import reply_to
from delivery.rules.references import CASE
from followup.models import CaseEvent, Improvement, ImprovementNotice
from followup.queries.improvement_detail import reference_of
from followup.queries.replying import fill_for
from followup.queries.telling import Person, telling
from surveys.models import Invitation


class NotDone(Exception):
    """There is nothing to tell: the improvement is not done."""


@dataclass(frozen=True)
class Text:
    """What customers of one language read; both may have blanks (followup/rules/reply_text.py)."""

    subject: str
    text: str


@transaction.atomic
def tell_customers(
    *,
    improvement: Improvement,
    texts: Mapping[str, Text],
    contacts: Collection[int],
    by: User,
    now: datetime,
) -> int:
    """Mail these customers what was done about their case, each once; returns to how many it goes.

    Who is told is decided here anew, whatever the page showed: nobody who left meanwhile, nobody twice. Answers
    come into the case, or go to the colleague who tells. The case's history shows the mail. Raises NotDone.
    """
    rows = Improvement.objects.of(improvement.organisation).select_for_update(of=("self",))
    improvement = rows.select_related("organisation").get(pk=improvement.pk)
    if improvement.state != Improvement.State.DONE:
        raise NotDone
    found = telling(improvement, languages=list(texts))
    people = [person for person in found.to if person.contact.pk in contacts]
    organisation = improvement.organisation
    events = CaseEvent.objects.bulk_create(
        [
            CaseEvent(
                organisation=organisation,
                case=person.case,
                kind=CaseEvent.Kind.REPLIED,
                at=now,
                by=by,
                text=fill_for(person.case, texts[person.language].text, by),
                data={"improvement": improvement.pk},
            )
            for person in people
        ]
    )
    ImprovementNotice.objects.bulk_create(
        [
            ImprovementNotice(
                organisation=organisation,
                improvement=improvement,
                contact=person.contact,
                case=person.case,
                at=now,
            )
            for person in people
        ]
    )
    leave = _ways_to_leave(people)
    drafts = [
        _draft(improvement, person, event.text, texts[person.language], leave.get(person.case.pk, ""), by)
        for person, event in zip(people, events, strict=True)
    ]
    enqueue_many(drafts=drafts, now=now)
    if people:
        write_event(
            organisation=organisation,
            verb="improvement.told",
            subject=improvement,
            by=by,
            now=now,
            data={"people": len(people)},
        )
    return len(people)


def _ways_to_leave(people: list[Person]) -> dict[int, str]:
    """By case: the address at which its customer unsubscribes, where the answer came by an invitation."""
    by_invitation = {
        person.case.response.invitation_id: person.case.pk
        for person in people
        if person.case.response.invitation_id
    }
    if not by_invitation:
        return {}
    organisation = people[0].case.organisation
    rows = Invitation.objects.of(organisation).filter(pk__in=by_invitation)
    return {
        by_invitation[pk]: f"{settings.SITE_URL}/u/{token}/"
        for pk, token in rows.values_list("pk", "unsubscribe_token")
    }


def _draft(improvement: Improvement, person: Person, body: str, text: Text, leave: str, by: User) -> Draft:
    organisation = improvement.organisation
    with translation.override(person.language):
        foot = [f"{organisation.sender_name or organisation.name}\n{organisation.postal_address}".strip()]
        if leave:
            foot.append(gettext("No more mails: %(link)s") % {"link": leave})
    payload: dict[str, Any] = {
        "subject": fill_for(person.case, text.subject, by),
        "text": "\n\n".join([body, "-- \n" + "\n".join(foot)]),
        "from_name": f"{by.display_name} · {organisation.name}",
        "reply_to": reply_to(organisation, person.case.pk, CASE) or by.email,
    }
    if leave:
        payload["headers"] = {"List-Unsubscribe": f"<{leave}>"}
        if leave.startswith("https://"):  # RFC 8058 allows the one-click header with https only
            payload["headers"]["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return Draft(
        kind=OutboundMessage.Kind.REPLY,
        policy=OutboundMessage.Policy.HOLD,
        dedup_key=f"improvement:{improvement.pk}:contact:{person.contact.pk}",
        recipient=person.contact.email,
        organisation=organisation,
        reference=reference_of(improvement),
        payload=payload,
    )
