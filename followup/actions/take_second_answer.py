from datetime import datetime

from django.db import transaction

from accounts.actions.write_event import write_event
from followup.actions.notify import notify
from followup.actions.reopen_case import reopen_case
from followup.models import Case, CaseEvent, SecondLook
from followup.rules.routing import needs_case
from responses.models import Response


@transaction.atomic
def take_second_answer(*, look: SecondLook, response: Response, now: datetime) -> Case | None:
    """Write into a case what its customer said when asked again; an unhappy answer opens it again.

    The answer belongs to the case it was asked about and opens no other one. Returns the case that was opened
    again, whose owner gets a mail. A correction of the answer is one line more.
    """
    cases = Case.objects.of(look.organisation).select_related("organisation", "owner", "contact", "response")
    case = cases.get(pk=look.case_id)
    if case.merged_into_id is not None:
        case = cases.get(pk=case.merged_into_id)
    said = {"score": response.score, "response": response.pk}
    told = CaseEvent.objects.of(look.organisation).filter(case=case, kind=CaseEvent.Kind.ANSWERED_AGAIN)
    last = told.order_by("-pk").first()
    if last is None or (last.data, last.text) != (said, response.comment):
        CaseEvent.objects.create(
            organisation=case.organisation,
            case=case,
            kind=CaseEvent.Kind.ANSWERED_AGAIN,
            at=now,
            text=response.comment,
            data=said,
        )
        write_event(
            organisation=case.organisation,
            verb="case.answered_again",
            subject=case,
            by="customer",
            now=now,
            data={"score": response.score},
        )
    if case.is_open or not needs_case(response.score, response.wants_contact):
        return None
    opened = reopen_case(case=case, by=None, now=now, answered=response.score)
    notify(case=opened, now=now, again=response)
    return opened
