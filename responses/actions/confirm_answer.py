from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from responses.actions.record_answer import record_answer
from responses.models import ProvisionalAnswer, Response
from surveys.models import Invitation, LinkHit
from surveys.rules.evidence import BURST, BURST_SCORES

CONFIRMED = [LinkHit.Method.HAND]


@transaction.atomic
def confirm_answer(
    *,
    invitation: Invitation,
    score: int,
    layout: str,
    language: str,
    wants_contact: bool,
    visit: str,
    is_robot: bool = False,
    now: datetime,
) -> Response | None:
    """Store a score that a hand on the page confirmed; None when the hand turns out to be a machine's.

    Three different numbers of one mail, each "confirmed" within a minute, are nobody's answer: what came of
    them is taken back and kept as a machine's, unless something was written with it.
    """
    hands = LinkHit.objects.of(invitation.organisation).filter(
        invitation=invitation, method__in=CONFIRMED, at__gt=now - BURST
    )
    scores = set(hands.values_list("score", flat=True)) | {score}
    if layout == Response.Layout.EMAIL and len(scores) >= BURST_SCORES:
        _take_back(invitation, now=now)
        ProvisionalAnswer.objects.of(invitation.organisation).get_or_create(
            invitation=invitation,
            visit=visit,
            defaults={
                "organisation": invitation.organisation,
                "score": score,
                "language": language,
                "evidence": ProvisionalAnswer.Evidence.SENT,
                "is_robot": is_robot,
                "state": ProvisionalAnswer.State.MACHINE,
                "arrived_at": now,
                "settled_at": now,
            },
        )
        return None
    return record_answer(
        invitation=invitation,
        score=score,
        wants_contact=wants_contact,
        language=language,
        layout=layout,
        now=now,
    )


def _take_back(invitation: Invitation, *, now: datetime) -> None:
    row = (
        Response.objects.of(invitation.organisation)
        .select_for_update()
        .filter(invitation=invitation, answered_at__gt=now - BURST, comment="", wants_contact=None)
        .first()
    )
    if row is None:
        return
    write_event(organisation=row.organisation, verb="response.taken_back", subject=row, by="system", now=now)
    row.delete()
    Invitation.objects.of(invitation.organisation).filter(pk=invitation.pk).update(answered_at=None)
