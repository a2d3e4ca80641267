from datetime import datetime

from django.db import transaction

from delivery.models import OutboundMessage
from responses.actions.record_answer import AnswerRefused, record_answer
from responses.models import ProvisionalAnswer, Response
from surveys.models import Invitation, LinkHit
from surveys.rules.evidence import BURST, NEAR, Verdict, judge

State = ProvisionalAnswer.State


@transaction.atomic
def settle_answer(*, provisional: ProvisionalAnswer, now: datetime) -> Response | None:
    """Decide whether a held score was a person's, as far as that can be known by now; the answer if it counts.

    A score that a hand gave on the same link, before or after, goes before this one.
    """
    row = (
        ProvisionalAnswer.objects.of(provisional.organisation)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("invitation", "organisation")
        .filter(pk=provisional.pk, state=State.PROVISIONAL)
        .first()
    )
    if row is None:
        return None  # somebody else is at it, or was
    reach = BURST + NEAR
    verdict = judge(
        arrived_at=row.arrived_at,
        mails=_mails(row.invitation),
        visits=LinkHit.objects.of(row.organisation).visits(
            row.invitation_id, since=row.arrived_at - reach, until=row.arrived_at + reach
        ),
        is_robot=row.is_robot,
        proof=row.organisation.answer_proof,
        now=now,
    )
    if verdict == Verdict.WAIT:
        return None
    row.state, row.settled_at = State(verdict.value), now
    stored = None
    if row.state in (State.COUNTED, State.UNPROVEN) and row.invitation.answered_at is not None:
        row.state = State.REPLACED
    if row.state == State.COUNTED:
        stored = _count(row)
    row.save(update_fields=["state", "settled_at"])
    return stored


def _mails(invitation: Invitation) -> list[datetime]:
    """When the invitation and its reminder left."""
    ledger = OutboundMessage.objects.of(invitation.organisation)
    sent = ledger.filter(reference=f"invitation:{invitation.pk}").values_list("sent_at", flat=True)
    return [moment for moment in [*sent, invitation.sent_at] if moment is not None]


def _count(row: ProvisionalAnswer) -> Response | None:
    try:
        return record_answer(
            invitation=row.invitation,
            score=row.score,
            comment=row.comment,
            wants_contact=row.wants_contact,
            language=row.language,
            layout=Response.Layout.EMAIL,
            is_certain=False,
            now=row.arrived_at,
        )
    except AnswerRefused:
        row.state = State.REPLACED
        return None
