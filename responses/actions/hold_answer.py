from datetime import datetime

from django.db import transaction

from responses.models import ProvisionalAnswer
from surveys.models import Invitation


@transaction.atomic
def hold_answer(
    *,
    invitation: Invitation,
    score: int,
    comment: str = "",
    wants_contact: bool = False,
    language: str,
    evidence: str,
    visit: str,
    is_robot: bool = False,
    now: datetime,
) -> ProvisionalAnswer:
    """Keep a score of which nobody knows yet whether a person gave it. What one page tells twice is one row."""
    row, is_new = ProvisionalAnswer.objects.of(invitation.organisation).get_or_create(
        invitation=invitation,
        visit=visit,
        defaults={
            "organisation": invitation.organisation,
            "score": score,
            "comment": comment,
            "wants_contact": wants_contact,
            "language": language,
            "evidence": evidence,
            "is_robot": is_robot,
            "arrived_at": now,
        },
    )
    if not is_new and row.state == ProvisionalAnswer.State.PROVISIONAL:
        row.score, row.evidence = score, evidence
        row.comment, row.wants_contact = comment or row.comment, wants_contact or row.wants_contact
        row.is_robot = row.is_robot or is_robot
        row.save(update_fields=["score", "evidence", "comment", "wants_contact", "is_robot"])
    return row
