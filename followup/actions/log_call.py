from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions.write_event import write_event
from accounts.models import User
from followup.actions.begin_work import begin_work
from followup.actions.claim_case import claim_case
from followup.actions.meet_first_contact import meet_first_contact
from followup.models import Case, CaseEvent


class CallResult(models.TextChoices):
    REACHED = "reached", _("Reached: we talked")
    NO_ANSWER = "no_answer", _("Nobody answered")
    WRONG_NUMBER = "wrong_number", _("Wrong number")


@transaction.atomic
def log_call(
    *, case: Case, result: CallResult, text: str, by: User, now: datetime, seen: int | None = None
) -> CaseEvent:
    """Write a call to the customer into a case's history. Only one that reached them stops the first clock.

    Sent twice from one form, it is refused the second time as any stale form is: raises CaseChanged.
    """
    case = claim_case(case=case, seen=seen)
    event = CaseEvent.objects.create(
        organisation=case.organisation,
        case=case,
        kind=CaseEvent.Kind.CALLED,
        at=now,
        by=by,
        text=text,
        data={"result": str(result)},
    )
    begin_work(case=case, now=now)
    if result is CallResult.REACHED:
        case.customer_wrote_at = None
        case.save(update_fields=["customer_wrote_at"])
        meet_first_contact(case=case, by=by, now=now)
    write_event(
        organisation=case.organisation,
        verb="case.called",
        subject=case,
        by=by,
        now=now,
        data={"result": str(result)},
    )
    return event
